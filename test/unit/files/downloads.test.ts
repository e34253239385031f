import { expect, test } from 'vitest'
import { disposition, mayBeShown } from '../../../server/files/downloads/disposition.ts'
import { fileToken, judgeFileToken } from '../../../server/files/downloads/link.ts'
import { rangeOf } from '../../../server/files/downloads/range.ts'
import { newFileKey, openPart, sealPart } from '../../../server/files/parts/sealed-part.ts'
import { secretsFrom } from '../../../server/platform/secrets.ts'
import { newId } from '../../../server/platform/values.ts'

test('a name travels in full, and in ASCII for old programs', () => {
  expect(disposition('attachment', '差勤 "清冊" 100%.pdf')).toBe(
    `attachment; filename="__ ____ 100_.pdf"; filename*=UTF-8''%E5%B7%AE%E5%8B%A4%20%22%E6%B8%85%E5%86%8A%22%20100%25.pdf`,
  )
  expect(disposition('inline', "it's (1)*.png")).toBe(
    `inline; filename="it's (1)*.png"; filename*=UTF-8''it%27s%20%281%29%2A.png`,
  )
})

test('no name can add a header or break the coding', () => {
  for (const name of ['a\r\nset-cookie: x=1.pdf', '\ud800.pdf', '𡈽.pdf', '\u202efdp.exe.pdf'])
    expect(disposition('attachment', name)).toMatch(
      /^attachment; filename="[\x20-\x7e]*"; filename\*=UTF-8''[\w%.-]*$/,
    )
})

test('images and PDF may be shown, nothing that a browser could run', () => {
  for (const type of ['image/png', 'application/pdf']) expect(mayBeShown(type)).toBe(true)
  for (const type of ['text/html', 'image/svg+xml', 'text/plain', 'application/xml', null])
    expect(mayBeShown(type)).toBe(false)
})

test('a range is what RFC 9110 says', () => {
  expect(rangeOf('bytes=0-0', 10)).toEqual({ from: 0, to: 0 })
  expect(rangeOf('bytes=3-', 10)).toEqual({ from: 3, to: 9 })
  expect(rangeOf('bytes=3-100', 10)).toEqual({ from: 3, to: 9 })
  expect(rangeOf('bytes=-4', 10)).toEqual({ from: 6, to: 9 })
  expect(rangeOf('bytes=-400', 10)).toEqual({ from: 0, to: 9 })
  for (const everything of [
    undefined,
    '',
    'bytes=',
    'bytes=-',
    'bytes=5-3',
    'bytes=0-1,3-4',
    'lines=1-2',
    'bytes=a-b',
  ])
    expect(rangeOf(everything, 10)).toBeUndefined()
  for (const outside of ['bytes=10-', 'bytes=10-20', 'bytes=-0']) expect(rangeOf(outside, 10)).toBeNull()
})

test('a link opens its own file for an hour, no other and no longer', () => {
  const secrets = secretsFrom('a secret key for the tests, long enough')
  const [file, other] = [newId<'file'>(), newId<'file'>()]
  const at = new Date('2026-11-21T02:00:00Z')
  const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
  const token = fileToken(secrets, file, at)
  expect(judgeFileToken(secrets, file, token, later(59))).toBe('valid')
  expect(judgeFileToken(secrets, file, token, later(61))).toBe('expired')
  expect(judgeFileToken(secrets, other, token, at)).toBe('foreign')
  const [, signature] = token.split('.')
  const prolonged = `${Math.floor(later(999).getTime() / 1000).toString(36)}.${signature}`
  for (const forged of [prolonged, '', '.', 'x.y', `${token}x`])
    expect(judgeFileToken(secrets, file, forged, at)).toBe('foreign')
  expect(judgeFileToken(secretsFrom('another secret key, just as long as it is'), file, token, at)).toBe(
    'foreign',
  )
})

test('a part opens as itself only: not elsewhere, not changed, not with another file’s key', () => {
  const key = newFileKey()
  const [fileId, plain] = [newId<'file'>(), Buffer.from('考績資料')]
  const sealed = sealPart(key, { fileId, n: 3 }, plain)
  expect(openPart(key, { fileId, n: 3 }, sealed).equals(plain)).toBe(true)
  expect(sealPart(key, { fileId, n: 3 }, plain).equals(sealed)).toBe(false)
  expect(() => openPart(key, { fileId, n: 4 }, sealed)).toThrow()
  expect(() => openPart(key, { fileId, n: 'tail' }, sealed)).toThrow()
  expect(() => openPart(key, { fileId: newId<'file'>(), n: 3 }, sealed)).toThrow()
  expect(() => openPart(newFileKey(), { fileId, n: 3 }, sealed)).toThrow()
  const changed = Buffer.from(sealed)
  changed[13]! ^= 1
  expect(() => openPart(key, { fileId, n: 3 }, changed)).toThrow()
})

import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../server/platform/mail/reading/limits.ts'
import { readMail } from '../../server/platform/mail/reading/read.ts'
import { demandStorable } from '../support/storable-mail.ts'

const HEAD = 'From: a@b.example\nSubject: x\n'

/** Each would take minutes if anything in the reading took time by the square of its length. */
const monsters: [string, () => string][] = [
  ['a header of a megabyte', () => `${HEAD}X-A: ${'a'.repeat(1_000_000)}\n\nx`],
  ['a header of a megabyte in folded lines', () => `${HEAD}X-A: ${'a\n b'.repeat(250_000)}\n\nx`],
  ['a hundred thousand header lines', () => `${'X-A: b\n'.repeat(100_000)}${HEAD}\nx`],
  ['encoded words without an end', () => `Subject: ${'=?utf-8?q?a '.repeat(6000)}\n\nx`],
  ['quotes that nobody closes', () => `From: ${'"a\\'.repeat(30_000)}\n\nx`],
  ['comments in comments', () => `From: ${'('.repeat(100_000)}\n\nx`],
  ['ten thousand recipients', () => `To: ${'a@b.example, '.repeat(10_000)}\n\nx`],
  ['a hundred thousand references', () => `References: ${'<a@b> '.repeat(100_000)}\n\nx`],
  [
    'parts in ten thousand parts',
    () =>
      `${HEAD}${Array.from({ length: 10_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=n${i}\n\n--n${i}\n`).join('')}`,
  ],
  [
    'ten thousand parts',
    () =>
      `${HEAD}Content-Type: multipart/mixed; boundary=b\n\n${'--b\nContent-Type: image/png\n\nx\n'.repeat(10_000)}`,
  ],
  ['letters in letters', () => 'Content-Type: message/rfc822\n\n'.repeat(30_000)],
  ['tags in tags', () => `${HEAD}Content-Type: text/html\n\n${'<div><b>'.repeat(100_000)}`],
  [
    'five thousand links',
    () => `${HEAD}Content-Type: text/html\n\n${'<a href="https://a.example/b">c</a> '.repeat(5000)}`,
  ],
  [
    'a table of ten thousand cells',
    () => `${HEAD}Content-Type: text/html\n\n<table><tr>${'<td>x</td>'.repeat(10_000)}`,
  ],
  [
    'quotes in quotes',
    () => `${HEAD}\n${Array.from({ length: 2000 }, (_, i) => `${'>'.repeat(i)} a`).join('\n')}`,
  ],
  ['lines of blanks', () => `${HEAD}\n${`On ${' '.repeat(390)}x\n`.repeat(2000)}`],
  ['nothing but returns', () => `${HEAD}\n${'\r'.repeat(300_000)}`],
]

describe('a mail made to stop whoever reads it', () => {
  test.for(monsters)('with %s is read within bounds', async ([, made]) => {
    demandStorable(await readMail(Buffer.from(made())))
  })

  test('with a body of five megabytes is cut, and the whole is kept as a file', async () => {
    const line = '差勤系統無法登入\n'
    const body = Buffer.from(line.repeat(5_000_000 / Buffer.byteLength(line)))
    const mail = await readMail(
      Buffer.concat([Buffer.from(`${HEAD}Content-Type: text/plain; charset=utf-8\n\n`), body]),
    )
    expect(mail.text).toHaveLength(LIMITS.text)
    expect(mail).toMatchObject({ repairs: ['text-cut'], parts: [{ name: '郵件全文-1.txt', kind: 'file' }] })
    expect(body.equals(mail.parts[0]!.bytes)).toBe(true)
  })

  test('with more new words than are shown keeps them all as a file', async () => {
    const body = `${'很長的內文\n'.repeat(120_000)}end`
    const mail = await readMail(Buffer.from(`${HEAD}Content-Type: text/plain; charset=utf-8\n\n${body}`))
    expect(mail.repairs).toEqual(['text-cut'])
    expect(Buffer.from(mail.parts[0]!.bytes).toString()).toBe(body)
  })
})

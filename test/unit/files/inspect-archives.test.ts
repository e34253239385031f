import { describe, expect, test } from 'vitest'
import { INSPECTION_LIMITS } from '../../../server/files/attachment-rules.ts'
import { inspectAttachment } from '../../../server/files/inspect-attachment.ts'
import { inside, outermost, spend } from '../../../server/files/inspection/place.ts'
import { docx, gz, letter, SAMPLES, tar, text, zip } from '../../support/samples/files.ts'

const { exe, pdf } = SAMPLES
const inspect = (name: string, bytes: Uint8Array) => inspectAttachment({ name, bytes })

describe('what is refused alone is refused in an archive, and the way to it is told', () => {
  test.each([
    ['說明.js', text('var a = 1'), 'attachment-type-blocked'],
    ['說明.wsf', text('<job/>'), 'attachment-type-blocked'],
    ['差假.docm', docx(), 'attachment-type-blocked'],
    ['setup.exe', exe, 'attachment-type-blocked'],
    ['派令.pdf', exe, 'attachment-executable'],
    ['說明.txt', text('WScript.Echo(1)'), 'attachment-script'],
    ['派令.pdf', text('只是文字'), 'attachment-false-extension'],
    ['資料.xyz', text('?'), 'attachment-type-not-allowed'],
  ] as const)('%s in ZIP, TAR, GZ, three archives deep and in a letter', async (name, bytes, reason) => {
    const tarred = await tar({ [`資料/${name}`]: bytes })
    const deep = zip({ 'b.tar': await tar({ 'c.zip': zip({ [name]: bytes }) }) })
    expect(await inspect('a.zip', zip({ '好.txt': text('好'), [name]: bytes }))).toEqual({
      verdict: 'refused',
      reason,
      path: `a.zip/${name}`,
    })
    expect(await inspect('a.tar', tarred)).toMatchObject({ reason, path: `a.tar/資料/${name}` })
    expect(await inspect('a.tgz', gz(tarred))).toMatchObject({ reason, path: `a.tgz/資料/${name}` })
    expect(await inspect('a.zip', deep)).toMatchObject({ reason, path: `a.zip/b.tar/c.zip/${name}` })
    expect(await inspect('a.zip.gz', gz(zip({ [name]: bytes })))).toMatchObject({ reason })
    expect(await inspect(`${name}.gz`, gz(bytes))).toMatchObject({ reason })
    const posted = letter(`attachment; filename*=utf-8''${encodeURIComponent(name)}`, zip({ [name]: bytes }))
    // Under the letter's own name for it, the archive is no archive: either way it must not pass.
    expect(await inspect('a.eml', posted)).toMatchObject({ verdict: 'refused' })
    const zipped = letter('attachment; filename="all.zip"', zip({ [name]: bytes }))
    expect(await inspect('a.eml', zipped)).toMatchObject({ reason, path: `a.eml/all.zip/${name}` })
  })
})

test('a name written inside a GZ file counts like the name outside', async () => {
  expect(await inspect('清冊.csv.gz', gz(text('a'), 'run.vbs'))).toMatchObject({
    reason: 'attachment-type-blocked',
  })
  expect(await inspect('清冊.gz', gz(text('a'), 'list.csv'))).toMatchObject({ verdict: 'clean' })
})

test('five archives deep is looked at, six is refused', async () => {
  const nest = (levels: number, heart: Record<string, Uint8Array>): Uint8Array =>
    levels === 1 ? zip(heart) : zip({ 'in.zip': nest(levels - 1, heart) })
  expect(await inspect('a.zip', nest(INSPECTION_LIMITS.archiveDepth, { 'a.docx': docx() }))).toMatchObject({
    verdict: 'clean',
  })
  expect(await inspect('a.zip', nest(5, { 'a.pdf': exe }))).toMatchObject({ reason: 'attachment-executable' })
  expect(await inspect('a.zip', nest(6, { 'a.pdf': pdf }))).toMatchObject({
    reason: 'attachment-archive-too-deep',
  })
})

describe('a bomb is refused before it unfolds', () => {
  test('one file of zeros', async () => {
    const bytes = zip({ 'a.txt': Buffer.alloc(INSPECTION_LIMITS.ratioFromBytes + 1) })
    expect(await inspect('a.zip', bytes)).toMatchObject({
      reason: 'attachment-archive-bomb',
      path: 'a.zip/a.txt',
    })
  })

  test('a GZ of zeros', async () => {
    const bytes = gz(Buffer.alloc(INSPECTION_LIMITS.ratioFromBytes + 1))
    expect(await inspect('a.txt.gz', bytes)).toMatchObject({ reason: 'attachment-archive-bomb' })
  })

  test('many files, each within the limits', () => {
    const place = inside(outermost(), 'a.zip', 'archive')
    const { ratioFromBytes, inflatedBytes } = INSPECTION_LIMITS
    for (let sum = ratioFromBytes; sum <= inflatedBytes; sum += ratioFromBytes)
      spend(place, 'a', 1, ratioFromBytes)
    expect(() => spend(place, 'b.txt', 1, ratioFromBytes)).toThrow('attachment-archive-bomb')
  })

  test('a list of contents that announces less than comes out', async () => {
    const bytes = Buffer.from(zip({ 'a.txt': Buffer.alloc(1_000_000) }))
    for (const at of [bytes.indexOf('PK\x03\x04') + 22, bytes.indexOf('PK\x01\x02') + 24])
      bytes.writeUInt32LE(10, at)
    expect(await inspect('a.zip', bytes)).toMatchObject({ reason: 'attachment-archive-damaged' })
  })

  test('thousands of members', async () => {
    const many = Object.fromEntries(
      Array.from({ length: INSPECTION_LIMITS.entries + 1 }, (_, n) => [`${n}.txt`, text('')]),
    )
    expect(await inspect('a.zip', zip(many))).toMatchObject({ reason: 'attachment-archive-too-many-entries' })
  })
})

test('what cannot be opened is refused with its own code', async () => {
  const locked = Buffer.from(zip({ 'a.txt': text('好') }))
  for (const at of [6, locked.indexOf('PK\x01\x02') + 8])
    locked.writeUInt16LE(locked.readUInt16LE(at) | 1, at)
  expect(await inspect('a.zip', locked)).toMatchObject({
    reason: 'attachment-encrypted',
    path: 'a.zip/a.txt',
  })
  expect(await inspect('a.zip', SAMPLES.sevenZip)).toMatchObject({ reason: 'attachment-uninspectable' })
  expect(await inspect('a.zip', SAMPLES.rar)).toMatchObject({ reason: 'attachment-uninspectable' })
  expect(await inspect('a.rar', SAMPLES.rar)).toMatchObject({ reason: 'attachment-type-not-allowed' })
  expect(await inspect('a.zip', zip({ 'b.zip': SAMPLES.sevenZip }))).toMatchObject({
    reason: 'attachment-uninspectable',
    path: 'a.zip/b.zip',
  })
})

describe('an archive that two programs could read differently is refused', () => {
  const honest = Buffer.from(zip({ 'a.txt': text('好') }))
  test.each([
    ['something before it', Buffer.concat([honest.subarray(0, 4), Buffer.alloc(4), honest])],
    ['something behind it', Buffer.concat([honest, Buffer.from('more')])],
    ['half of it missing', honest.subarray(0, honest.length - 30)],
    ['another name in its list of contents', renamed(honest, 'b.txt')],
    ['a member that its list of contents hides', hiding(honest)],
    ['a changed byte', changed()],
  ])('%s', async (_what, bytes) => {
    expect(await inspect('a.zip', bytes)).toMatchObject({ reason: 'attachment-archive-damaged' })
  })

  function renamed(archive: Buffer, name: string) {
    const copy = Buffer.from(archive)
    copy.write(name, copy.indexOf('PK\x01\x02') + 46)
    return copy
  }
  function hiding(archive: Buffer) {
    const at = archive.indexOf('PK\x01\x02')
    const hidden = Buffer.from(zip({ 'hidden.exe': exe }))
    const member = hidden.subarray(0, hidden.indexOf('PK\x01\x02'))
    const copy = Buffer.concat([archive.subarray(0, at), member, archive.subarray(at)])
    const end = copy.lastIndexOf('PK\x05\x06')
    copy.writeUInt32LE(at + member.length, end + 16)
    return copy
  }
  function changed() {
    const stored = Buffer.from(zip({ 'a.txt': [text('good content'), { level: 0 }] }))
    stored.write('food', stored.indexOf('good'))
    return stored
  }
})

test.each(['../外面.txt', '/etc/外面.txt', 'C:\\外面.txt', 'a/..\\..\\外面.txt'])(
  'a member that would unpack to %s is refused',
  async (name) => {
    expect(await inspect('a.zip', zip({ [name]: text('好') }))).toMatchObject({
      reason: 'attachment-archive-unsafe-path',
    })
  },
)

test('names in Big5, as Windows writes them, are read', async () => {
  const bytes = Buffer.from(zip({ 'xxxx.exe': exe }))
  const big5 = Buffer.from('b4fab8d5', 'hex')
  for (const at of [30, bytes.indexOf('PK\x01\x02') + 46]) big5.copy(bytes, at)
  expect(await inspect('a.zip', bytes)).toMatchObject({
    reason: 'attachment-type-blocked',
    path: 'a.zip/測試.exe',
  })
})

test('what file managers leave in archives does no harm', async () => {
  const bytes = zip({ '__MACOSX/._a.txt': text('x'), '.DS_Store': text('x'), 'a.txt': text('好') })
  expect(await inspect('a.zip', bytes)).toMatchObject({ verdict: 'clean' })
  expect(await inspect('a.zip', zip({ '__MACOSX/._a.txt': exe }))).toMatchObject({
    reason: 'attachment-executable',
  })
})

import { describe, expect, test } from 'vitest'
import { inspectAttachment } from '../../../server/files/inspect-attachment.ts'
import { compoundFile } from '../../support/samples/compound.ts'
import { docx, letter, odt, SAMPLES, text, zip } from '../../support/samples/files.ts'

const { exe, pdf, png } = SAMPLES
const inspect = (name: string, bytes: Uint8Array) => inspectAttachment({ name, bytes })
const word = { WordDocument: Buffer.alloc(64) }
const macros = { Macros: { VBA: { dir: Buffer.from('sample') } } }
const wide = (content: string) => Buffer.from(content, 'utf16le')

describe('a document with macros is refused', () => {
  const biff = (...records: [number, Buffer][]) =>
    Buffer.concat(
      records.flatMap(([type, data]) => {
        const head = Buffer.alloc(4)
        head.writeUInt16LE(type, 0)
        head.writeUInt16LE(data.length, 2)
        return [head, data]
      }),
    )
  const vbaInfo = Buffer.from('02000004 0c000000 11000000 01000000 02000000'.replaceAll(' ', ''), 'hex')
  const rels = (target: string) =>
    text(`<Relationships><Relationship Type="http://x/attachedTemplate" Target="${target}"/></Relationships>`)

  test.each<[string, Uint8Array]>([
    ['巨集.doc', compoundFile({ ...word, ...macros })],
    ['巨集.xls', compoundFile({ Workbook: Buffer.alloc(8), _VBA_PROJECT_CUR: { VBA: {} } })],
    [
      '巨集.xls',
      compoundFile({
        Workbook: biff([0x809, Buffer.alloc(16)], [0x85, Buffer.from([0, 0, 0, 0, 0, 1, 1, 0, 65])]),
      }),
    ],
    ['巨集.ppt', compoundFile({ 'PowerPoint Document': Buffer.concat([Buffer.alloc(40), vbaInfo]) })],
    ['巨集.docx', docx({ 'word/vbaProject.bin': compoundFile({ VBA: {} }) })],
    ['改名.docx', docx({ 'word/media/other.bin': compoundFile({ VBA: { dir: text('x') } }) })],
    ['巨集.docx', docx({}, 'application/vnd.ms-word.document.macroEnabled.main+xml')],
    ['巨集.docx', docx({ 'xl/macrosheets/sheet1.xml': text('<x/>') })],
    ['遠端範本.docx', docx({ 'word/_rels/settings.xml.rels': rels('https://sample.example/a.dotm') })],
    ['巨集.odt', odt({ 'Basic/Standard/Module1.xml': text('<x/>') })],
    ['巨集.odt', odt({ 'Scripts/python/a.txt': text('x') })],
  ])('%s', async (name, bytes) => {
    expect(await inspect(name, bytes)).toMatchObject({ reason: 'attachment-macro' })
    expect(await inspect('a.zip', zip({ [name]: bytes }))).toMatchObject({ reason: 'attachment-macro' })
  })

  test('but ordinary parts and a local template do no harm', async () => {
    const parts = {
      'word/media/image1.png': png,
      'word/embeddings/oleObject1.bin': compoundFile({ 'Equation Native': text('x') }),
      'word/embeddings/Microsoft_Word_Document.docx': docx(),
      'word/_rels/settings.xml.rels': rels('file:///C:/Users/chen/Normal.dotm'),
      'word/theme/theme1.xml': text('<x>WScript.Echo</x>'),
    }
    expect(await inspect('a.docx', docx(parts))).toMatchObject({ verdict: 'clean' })
    expect(await inspect('a.odt', odt({ 'Basic/Standard/script-lb.xml': text('<x/>') }))).toMatchObject({
      verdict: 'clean',
    })
    expect(await inspect('a.doc', compoundFile({ ...word, Data: Buffer.alloc(5_000, 1) }))).toMatchObject({
      verdict: 'clean',
    })
  })
})

test('a document under a password cannot be looked at', async () => {
  const wordLocked = Buffer.alloc(64)
  wordLocked[11] = 1
  for (const [name, bytes] of [
    ['密碼.docx', compoundFile({ EncryptionInfo: text('x'), EncryptedPackage: text('x') })],
    ['密碼.doc', compoundFile({ WordDocument: wordLocked })],
    ['密碼.xls', compoundFile({ Workbook: Buffer.from([0x2f, 0, 2, 0, 1, 0]) })],
  ] as const) {
    expect(await inspect(name, bytes)).toMatchObject({ reason: 'attachment-encrypted' })
  }
})

describe('a program packed into a document or a letter is found', () => {
  const native = (label: string, data: Uint8Array) => {
    const words = Buffer.from(`${label}\0C:\\${label}\0`, 'latin1')
    const path = Buffer.from(`C:\\Temp\\${label}\0`, 'latin1')
    const [start, middle, size] = [Buffer.alloc(6), Buffer.alloc(8), Buffer.alloc(4)]
    start.writeUInt16LE(2, 4)
    middle.writeUInt32LE(path.length, 4)
    size.writeUInt32LE(data.length)
    return compoundFile({ '\u0001Ole10Native': Buffer.concat([start, words, middle, path, size, data]) })
  }
  const message = (name: string, data: Uint8Array) =>
    compoundFile({
      '__properties_version1.0': Buffer.alloc(32),
      '__attach_version1.0_#00000000': {
        '__substg1.0_37010102': data,
        '__substg1.0_3704001F': wide('SHORT~1.DAT'),
        '__substg1.0_3707001F': wide(name),
      },
    })

  test.each<[string, Uint8Array, string, string]>([
    [
      'a.docx',
      docx({ 'word/embeddings/oleObject1.bin': native('run.exe', exe) }),
      'attachment-type-blocked',
      'run.exe',
    ],
    [
      'a.docx',
      docx({ 'word/embeddings/oleObject1.bin': native('a.pdf', exe) }),
      'attachment-executable',
      'a.pdf',
    ],
    ['a.docx', docx({ 'word/media/image1.png': exe }), 'attachment-executable', 'image1.png'],
    ['a.docx', docx({ 'word/run.exe': text('x') }), 'attachment-type-blocked', 'run.exe'],
    ['a.msg', message('附件.exe', exe), 'attachment-type-blocked', '附件.exe'],
    ['a.msg', message('附件.zip', zip({ 'a.js': text('x') })), 'attachment-type-blocked', '附件.zip/a.js'],
    [
      'a.eml',
      letter('attachment; filename="=?utf-8?B?6ZmE5Lu2LmV4ZQ==?="', exe),
      'attachment-type-blocked',
      '附件.exe',
    ],
    [
      'a.eml',
      letter('attachment; filename*0="a.e"; filename*1="xe"', exe),
      'attachment-type-blocked',
      'a.exe',
    ],
    ['a.eml', letter('attachment', exe), 'attachment-executable', 'part'],
    [
      'a.eml',
      letter('attachment; filename=winmail.dat', Buffer.from('789f3e2200', 'hex')),
      'attachment-type-not-allowed',
      'winmail.dat',
    ],
    [
      'a.eml',
      text('Subject: x\r\n\r\nbegin 644 run.exe\r\n#86)C\r\n`\r\nend\r\n'),
      'attachment-type-blocked',
      'run.exe',
    ],
  ])('%s: %3$s %4$s', async (name, bytes, reason, path) => {
    const verdict = await inspect(name, bytes)
    expect(verdict).toMatchObject({ verdict: 'refused', reason })
    expect((verdict as { path: string }).path.endsWith(path)).toBe(true)
  })

  test('honest attachments pass', async () => {
    expect(await inspect('a.msg', message('派令.pdf', pdf))).toMatchObject({ verdict: 'clean' })
    expect(
      await inspect('a.docx', docx({ 'word/embeddings/oleObject1.bin': native('a.pdf', pdf) })),
    ).toMatchObject({
      verdict: 'clean',
    })
    const inner = letter('attachment; filename="a.pdf"', pdf)
    expect(await inspect('a.eml', letter('attachment', inner, 'message/rfc822'))).toMatchObject({
      verdict: 'clean',
    })
  })
})

test('many entries that share one long stream do not keep the service busy', async () => {
  const shared = compoundFile(
    Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`n${n}`, Buffer.alloc(1)])),
  )
  const long = compoundFile({ Workbook: Buffer.alloc(60_000) })
  expect(await inspect('a.xls', long)).toMatchObject({ verdict: 'clean' })
  const bytes = Buffer.from(shared)
  const all: number[] = []
  for (let at = bytes.indexOf('n0', 0, 'utf16le'); at < bytes.length; at += 128) all.push(at)
  for (const at of all.slice(0, 200)) {
    bytes.fill(0, at, at + 64)
    bytes.write('Workbook', at, 'utf16le')
    bytes.writeUInt16LE(18, at + 64)
    bytes.writeUInt32LE(0, at + 116)
    bytes.writeUInt32LE(60_000, at + 120)
  }
  for (let n = 0; n < 200; n++) bytes.writeUInt32LE(n === 199 ? 0xfffffffe : n + 1, fatOf(bytes) + n * 4)
  expect(await inspect('a.xls', bytes)).toMatchObject({ reason: 'attachment-archive-damaged' })

  function fatOf(file: Buffer) {
    return (file.readUInt32LE(76) + 1) * 512
  }
})

test('a broken or endless compound file is refused, not followed', async () => {
  const honest = compoundFile({ WordDocument: Buffer.alloc(2_000) })
  expect(await inspect('a.doc', honest)).toMatchObject({ verdict: 'clean' })
  const looped = Buffer.from(honest)
  for (let at = looped.length - 512; at < looped.length; at += 4) {
    if (looped.readUInt32LE(at) < 0xfffffff0) looped.writeUInt32LE(0, at)
  }
  const random = Buffer.from(honest)
  random.writeUInt32LE(123_456, 48)
  for (const bytes of [looped, random, honest.subarray(0, 600)]) {
    expect(await inspect('a.doc', bytes)).toMatchObject({ reason: 'attachment-archive-damaged' })
  }
})

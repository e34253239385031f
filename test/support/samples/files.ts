import { gzipSync, type Zippable, zipSync } from 'fflate'
import { pack } from 'tar-stream'

/** Harmless samples: the first bytes are real, nothing in them runs. */
export const text = (content: string): Uint8Array => Buffer.from(content, 'utf8')

const padded = (start: string, size = 256) => Buffer.from(start.padEnd(size, '\0'), 'latin1')

export const SAMPLES = {
  exe: padded('MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0'),
  elf: padded('\x7FELF\x02\x01\x01\0'),
  machO: padded('\xCF\xFA\xED\xFE\x07\0\0\x01'),
  shortcut: padded('L\0\0\0\x01\x14\x02\0\0\0\0\0\xC0\0\0\0\0\0\0F'),
  sevenZip: padded("7z\xBC\xAF'\x1C\0\x04"),
  rar: padded('Rar!\x1A\x07\x01\0'),
  pdf: Buffer.from('%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\n\0trailer\n%%EOF\n', 'latin1'),
  png: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
  jpeg: padded('\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01'),
  gif: padded('GIF89a\x01\0\x01\0'),
  webp: padded('RIFF\x1A\0\0\0WEBPVP8L\x0D\0\0\0'),
  tiff: padded('II*\0\x08\0\0\0\x01\0'),
  heic: padded('\0\0\0\x18ftypheic\0\0\0\0mif1heic'),
  mp4: padded('\0\0\0\x18ftypisom\0\0\x02\0isommp41'),
  webm: padded(
    '\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\xF7\x81\x01\x42\xF2\x81\x04\x42\xF3\x81\x08\x42\x82\x84\x77\x65\x62\x6D\x42\x87\x81\x04\x42\x85\x81\x02',
  ),
  bmp: padded('BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0'),
} as const

export const zip = (members: Zippable): Uint8Array => zipSync(members, { level: 6 })

export const gz = (content: Uint8Array, filename?: string): Uint8Array =>
  gzipSync(content, { mtime: 0, ...(filename !== undefined && { filename }) })

export async function tar(members: Record<string, Uint8Array>): Promise<Uint8Array> {
  const archive = pack()
  for (const [name, content] of Object.entries(members)) archive.entry({ name }, Buffer.from(content))
  archive.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of archive) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

const OOXML = 'application/vnd.openxmlformats-officedocument'

/** An office document of the XML kind, with further parts. */
export const docx = (parts: Zippable = {}, mainType = `${OOXML}.wordprocessingml.document.main+xml`) =>
  zip({
    '[Content_Types].xml': text(
      `<?xml version="1.0"?><Types><Default Extension="bin" ContentType="application/octet-stream"/><Override PartName="/word/document.xml" ContentType="${mainType}"/></Types>`,
    ),
    '_rels/.rels': text('<?xml version="1.0"?><Relationships/>'),
    'word/document.xml': text('<?xml version="1.0"?><w:document/>'),
    ...parts,
  })

export const odt = (parts: Zippable = {}, mimetype = 'application/vnd.oasis.opendocument.text') =>
  zip({
    mimetype: [text(mimetype), { level: 0 }],
    'content.xml': text('<?xml version="1.0"?><office:document-content/>'),
    'META-INF/manifest.xml': text('<?xml version="1.0"?><manifest:manifest/>'),
    ...parts,
  })

/** A letter with one attachment, as it travels. */
export const letter = (disposition: string, content: Uint8Array, media = 'application/octet-stream') =>
  text(
    [
      'From: =?utf-8?B?6Zmz5bCP576O?= <chen@k012.example.tw>',
      'Subject: test',
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed;\r\n boundary="fence"',
      '',
      '--fence',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'see attachment',
      '--fence',
      `Content-Type: ${media}`,
      `Content-Disposition: ${disposition}`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
      '--fence--',
      '',
    ].join('\r\n'),
  )

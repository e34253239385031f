import { fileTypeFromBuffer } from 'file-type'
import type { ContentKind } from '../attachment-rules.ts'
import { EXECUTABLE_MAGIC, UNINSPECTABLE_MAGIC } from './magic.ts'
import { asText, latin1 } from './text.ts'

const HEAD = 4_100
const ISO_MARK_AT = 32_769

const KIND_BY_DETECTED: Readonly<Record<string, ContentKind>> = {
  pdf: 'pdf',
  cfb: 'ole',
  zip: 'zip',
  gz: 'gzip',
  'tar.gz': 'gzip',
  tar: 'tar',
  png: 'png',
  apng: 'png',
  jpg: 'jpeg',
  gif: 'gif',
  webp: 'webp',
  tif: 'tiff',
  heic: 'heic',
  bmp: 'bmp',
  mp4: 'mp4',
  webm: 'webm',
}
const EXECUTABLE = new Set([
  'exe',
  'elf',
  'macho',
  'class',
  'wasm',
  'swf',
  'lnk',
  'crx',
  'nes',
  'alias',
  'dex',
])
const TIFF_MAGIC = ['II*\0', 'MM\0*']
const PACKED = new Set(['7z', 'rar', 'bz2', 'xz', 'zst', 'lz', 'lz4', 'Z', 'cab', 'arj', 'rpm', 'deb', 'ar'])
/**
 * What the bytes are, whatever the file is called. Printable text is text even when it begins like
 * something else (`MZ`, `BM`): a real program or picture always holds bytes that no text has.
 */
export async function contentKind(bytes: Uint8Array): Promise<ContentKind> {
  const text = asText(bytes)
  if (text !== undefined) return textKind(text)

  const head = bytes.subarray(0, HEAD)
  const start = latin1(head.subarray(0, 16))
  if (EXECUTABLE_MAGIC.some((magic) => start.startsWith(magic))) return 'executable'
  if (UNINSPECTABLE_MAGIC.some((magic) => start.startsWith(magic))) return 'uninspectable'
  if (start.startsWith('-lh', 2) || isDiscImage(bytes)) return 'uninspectable'
  if (start.startsWith('PK\x03\x04') || start.startsWith('PK\x05\x06')) return 'zip'

  const detected = await fileTypeFromBuffer(head)
  // Most programs write the directory of a TIFF behind its pages, where the head does not reach.
  if (!detected) return TIFF_MAGIC.some((magic) => start.startsWith(magic)) ? 'tiff' : 'unknown'
  if (EXECUTABLE.has(detected.ext)) return 'executable'
  if (PACKED.has(detected.ext)) return 'uninspectable'
  return KIND_BY_DETECTED[detected.ext] ?? (/^image\/hei[cf]/.test(detected.mime) ? 'heic' : 'unknown')
}

function textKind(text: string): ContentKind {
  const start = text.slice(0, 1024).trimStart()
  if (start.startsWith('%PDF-')) return 'pdf'
  if (start.startsWith('{\\rtf')) return 'rtf'
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html|head|body|svg)\b/i.test(start))
    return 'html'
  return 'text'
}

const isDiscImage = (bytes: Uint8Array) => latin1(bytes.subarray(ISO_MARK_AT, ISO_MARK_AT + 5)) === 'CD001'

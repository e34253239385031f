import { cutTo } from './cut.ts'
import { LIMITS } from './limits.ts'

const ENDINGS: Record<string, string> = {
  'application/ics': 'ics',
  'application/msword': 'doc',
  'application/octet-stream': 'bin',
  'application/pdf': 'pdf',
  'application/pgp-signature': 'asc',
  'application/pkcs7-mime': 'p7m',
  'application/pkcs7-signature': 'p7s',
  'application/x-pkcs7-mime': 'p7m',
  'application/x-pkcs7-signature': 'p7s',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.oasis.opendocument.spreadsheet': 'ods',
  'application/vnd.oasis.opendocument.text': 'odt',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/xml': 'xml',
  'application/zip': 'zip',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/png': 'png',
  'image/tiff': 'tif',
  'image/webp': 'webp',
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'text/csv': 'csv',
  'text/html': 'html',
  'text/plain': 'txt',
  'text/vcard': 'vcf',
  'text/x-vcard': 'vcf',
  'video/mp4': 'mp4',
}

// Characters that turn the reading direction make `exe.txt` out of `txt.exe`.
const STEERING = /[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufdd0-\ufdef]/gu

/** A file's name without a path and without tricks; made of its type and number when it has none. */
export function partName(said: string | null, mediaType: string, n: number): string {
  const bare = (said ?? '').replace(STEERING, '').normalize('NFC')
  const name = (
    bare
      .split(/[/\\]/)
      .filter((piece) => piece.trim() !== '')
      .at(-1) ?? ''
  ).trim()
  if (name === '' || /^\.+$/.test(name)) return `附件-${n}.${ENDINGS[mediaType] ?? 'bin'}`
  return shortened(name)
}

/** A letter is called what it says that it is about. */
export const letterName = (subject: string, n: number): string =>
  partName(
    subject === '' ? null : `${subject.replace(/[/\\:*?"<>|]/g, '_').slice(0, 100)}.eml`,
    'message/rfc822',
    n,
  )

function shortened(name: string) {
  if (name.length <= LIMITS.name) return name.toWellFormed()
  const dot = name.lastIndexOf('.')
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : ''
  return (cutTo(name, LIMITS.name - ending.length) + ending).toWellFormed()
}

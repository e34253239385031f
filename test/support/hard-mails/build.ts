import iconv from 'iconv-lite'
import type { ReadMail } from '../../../server/platform/mail/read-mail.ts'

/** What a hard mail must be read as; what is left out is as in a plain mail from a person. */
export type Expected = {
  subject: string
  /** `Name <address>`, either possibly empty. */
  from: string
  /** How the new words begin. */
  text: string
  /** What must stand somewhere in what is folded away; absent: nothing is. */
  quoted?: string
  /** `kind name`. */
  parts?: string[]
  automatic?: ReadMail['automatic']
  /** `action address status`, and the id of the mail concerned. */
  report?: { recipients: string[]; about: string | null }
  protection?: ReadMail['protection']
  repairs?: string[]
}

export type HardMail = { name: string; bytes: Buffer; expected: Expected }

type Piece = string | Buffer

/** Lines of text end in CR LF; bytes stay as they are. */
const joined = (pieces: Piece[]) =>
  Buffer.concat(
    pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece.replaceAll('\n', '\r\n')) : piece)),
  )

export const hard = (name: string, pieces: Piece[], expected: Expected): HardMail => ({
  name,
  bytes: joined(pieces),
  expected,
})

/** The same without a change to its line ends. */
export const raw = (name: string, pieces: Piece[], expected: Expected): HardMail => ({
  name,
  bytes: Buffer.concat(pieces.map((piece) => Buffer.from(piece as string))),
  expected,
})

export const big5 = (text: string) => iconv.encode(text, 'big5hkscs')
export const gbk = (text: string) => iconv.encode(text, 'gbk')
export const sjis = (text: string) => iconv.encode(text, 'shiftjis')
export const eucjp = (text: string) => iconv.encode(text, 'eucjp')
export const euckr = (text: string) => iconv.encode(text, 'cp949')
export const latin1 = (text: string) => iconv.encode(text, 'latin1')
export const utf7 = (text: string) => iconv.encode(text, 'utf-7')

/** ISO-2022-JP, shifted out again at the end. */
export const jis = (text: string) => {
  const bytes = eucjp(text)
  const out: number[] = []
  let isShifted = false
  for (let i = 0; i < bytes.length; i++) {
    const isDouble = bytes[i]! >= 0x80
    if (isDouble !== isShifted) out.push(0x1b, isDouble ? 0x24 : 0x28, 0x42)
    isShifted = isDouble
    out.push(bytes[i]! & 0x7f)
  }
  if (isShifted) out.push(0x1b, 0x28, 0x42)
  return Buffer.from(out)
}

export const base64 = (bytes: Piece) =>
  (
    Buffer.from(bytes as string)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\n')

export const quotedPrintable = (bytes: Buffer) =>
  [...bytes]
    .map((byte) =>
      byte < 0x21 || byte > 0x7e || byte === 0x3d
        ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}`
        : String.fromCharCode(byte),
    )
    .join('')
    .replaceAll('=0A', '\n')
    .replace(/(.{60}[^=]{3})(?=.)/g, '$1=\n')

export const word = (charset: string, bytes: Buffer) => `=?${charset}?B?${bytes.toString('base64')}?=`

export const PERSON =
  'From: wang@moi.example.tw\nTo: service@help.example.tw\nDate: Fri, 20 Nov 2026 09:30:00 +0800\n'
/** How mails of this kind read their sender. */
export const WANG = ' <wang@moi.example.tw>'

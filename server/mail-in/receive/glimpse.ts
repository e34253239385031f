import type { MailAddress, ReadMail } from '../../platform/mail/read-mail.ts'
import { readText } from '../../platform/mail/reading/guess-charset.ts'
import { readHeaderBlock } from '../../platform/mail/reading/header-block.ts'
import { headerText, type Notes } from '../../platform/mail/reading/header-text.ts'
import { decodeTransfer } from '../../platform/mail/reading/transfer.ts'
import { storable } from '../../platform/storable.ts'
import { cleanText } from '../../platform/zh/text.ts'

/** Of a mail that cannot be read no more than this is looked at. */
const LOOKED_AT = 64 * 1024
const SHOWN = 4000

/**
 * As much of a mail as can be shown without reading it: who, what about, when, and the first words.
 * @returns a mail whatever the bytes are
 */
export function glimpse(bytes: Buffer): ReadMail {
  const start = bytes.subarray(0, LOOKED_AT)
  const notes: Notes = { hint: null, repairs: new Set() }
  const { lines, end } = readHeaderBlock(start, 0, start.length)
  const field = (name: string) => {
    const line = lines.find((one) => one.name === name)
    return line ? storable(headerText(line.value.subarray(0, 4000), notes)) : ''
  }
  const date = new Date(field('date'))
  return {
    subject: field('subject'),
    from: addressIn(field('from')),
    replyTo: [],
    to: listOf(field('to')),
    cc: listOf(field('cc')),
    deliveredTo: [],
    date: Number.isNaN(date.getTime()) ? null : date,
    messageId: null,
    inReplyTo: [],
    references: [],
    headers: [],
    text: storable(cleanText(firstWords(start.subarray(end), field)).slice(0, SHOWN)),
    quoted: '',
    html: null,
    parts: [],
    automatic: 'no',
    report: null,
    protection: 'none',
    repairs: ['unreadable'],
  }
}

/** Of a mail that is one text: its words. Of any other, and when even that fails, what stands there. */
function firstWords(body: Buffer, field: (name: string) => string): string {
  const type = field('content-type')
  try {
    if (type !== '' && !/^text\/plain\b/i.test(type)) throw new Error('not one text')
    const { bytes } = decodeTransfer(body, field('content-transfer-encoding').toLowerCase(), true)
    return readText(bytes, /charset="?([\w.:-]+)/i.exec(type)?.[1] ?? null).text
  } catch {
    return body.subarray(0, SHOWN).toString('utf8')
  }
}

const listOf = (text: string) =>
  text
    .split(/[,;]/)
    .flatMap((one) => addressIn(one) ?? [])
    .slice(0, 50)

function addressIn(text: string): MailAddress | null {
  const [address = ''] = /[^\s<>"',;()]+@[^\s<>"',;()]+/.exec(text) ?? []
  const name = text.replace(address, '').replace(/[<>"]/g, '').trim()
  return address || name ? { address, name } : null
}

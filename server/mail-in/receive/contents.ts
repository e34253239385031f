import type { Entry } from '../../cases/shapes.ts'
import { NOT_SCANNED } from '../../files/scan.ts'
import type { Trx } from '../../platform/database/database.ts'
import type { ReadMail } from '../../platform/mail/read-mail.ts'
import { storable } from '../../platform/storable.ts'
import type { Id } from '../../platform/values.ts'
import type { MailHeads, MailPartRef } from '../tables.ts'
import type { KeptPart } from './parts.ts'
import { NO_RECEIPT } from './rules.ts'

/** More of a mail than this is shown when its whole content is asked for. */
const LONGEST_TEXT = 20_000

/** What the timeline says of a mail; all of it is in its contents. */
export function bodyOf(
  mail: Pick<ReadMail, 'text' | 'quoted'>,
  {
    mailId,
    parts,
    marks,
  }: { mailId: Id<'received-mail'>; parts: readonly KeptPart[]; marks: readonly string[] },
): Entry['body'] {
  const text = shortened(mail.text)
  const files = parts
    // What only waits for the scanner will be given out by itself.
    .filter(({ held, inline }) => (held === null || held === NOT_SCANNED) && !inline)
    .map(({ id, name, size, mediaType }) => ({ id, name, size, mediaType }))
  const shown = marks.filter((mark) => mark !== NO_RECEIPT)
  return {
    text,
    mailId,
    ...(files.length > 0 && { files }),
    ...(shown.length > 0 && { marks: shown }),
    ...(mail.quoted !== '' && { folded: true }),
    ...(text !== mail.text && { cut: true }),
  }
}

/** @returns the beginning, never half of a character */
const shortened = (text: string, longest = LONGEST_TEXT) =>
  text.length <= longest ? text : text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, '')

/** When a mail says it was sent, where that can have been. */
export const sentAtOf = ({ date }: Pick<ReadMail, 'date'>): Date | null =>
  date && date.getTime() > EARLIEST && date.getTime() < LATEST ? date : null

const EARLIEST = Date.UTC(1970, 0, 2)
const LATEST = Date.UTC(9999, 0, 1)

/** Keeps the words of a mail; read again, they replace what was read of it before. */
export async function keepContents(
  trx: Trx,
  mailId: Id<'received-mail'>,
  mail: Pick<ReadMail, 'text' | 'quoted' | 'html' | 'from' | 'to' | 'cc' | 'date' | 'repairs'>,
  parts: readonly MailPartRef[],
) {
  const { from, to, cc, repairs } = mail
  const heads: MailHeads = { from, to, cc, date: sentAtOf(mail)?.toISOString() ?? null, repairs }
  const contents = {
    text: storable(mail.text),
    quoted: storable(mail.quoted),
    html: mail.html === null ? null : storable(mail.html),
    heads: JSON.stringify(storable(heads)),
    parts: JSON.stringify(storable(parts)),
  }
  await trx
    .insertInto('mailContents')
    .values({ mailId, ...contents })
    .onConflict((conflict) => conflict.column('mailId').doUpdateSet(contents))
    .execute()
}

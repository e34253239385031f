import { sql } from 'kysely'
import { visibleCases } from '../../cases/queries.ts'
import { readerOf } from '../../cases/standing.ts'
import { contentPath } from '../../files/downloads/link.ts'
import { readRaw } from '../../files/keep-raw.ts'
import { type Actor, may } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Id, Instant } from '../../platform/values.ts'
import type { MailContent } from '../api.ts'
import type { MailHeads, MailPartRef } from '../tables.ts'
import { sentAtOf } from './contents.ts'
import { glimpse } from './glimpse.ts'
import { mailNotFound } from './queries.ts'

/**
 * The words of a mail, for those who may see its case or one that was split from it with this mail; of a mail that
 * nobody has read yet, as much as can be shown. Vendors are not told anybody's address.
 *
 * @throws Refusal 'not-found' `received-mail-not-found`
 */
export async function showContent(
  deps: Pick<Deps, 'db' | 'files' | 'secrets'>,
  actor: Actor,
  mailId: Id<'received-mail'>,
): Promise<Returned<MailContent>> {
  const { db } = deps
  const row = await db
    .selectFrom('receivedMails')
    .leftJoin('mailContents', 'mailId', 'receivedMails.id')
    .select(['caseId', 'rawFileId', 'subject', 'text', 'quoted', 'html', 'heads', 'parts'])
    .where('receivedMails.id', '=', mailId)
    .executeTakeFirst()
  if (!row || !(await maySee(db, actor, mailId, row.caseId))) throw mailNotFound()
  const { isVendor } = await readerOf(db, actor)
  if (row.text === null) return unread(await readRaw(deps, row.rawFileId), isVendor)
  const { subject, text, quoted, html, heads, parts } = row
  return {
    subject,
    text,
    quoted: quoted ?? '',
    html,
    ...headsFor(heads!, isVendor),
    parts: await partsOf(db, parts ?? []),
  }
}

/** Whether the words of a mail are theirs to read: its case is, or one split from it with this mail, or all that have none. */
export async function maySee(db: Db, actor: Actor, mailId: Id<'received-mail'>, caseId: Id<'case'> | null) {
  if (!caseId) return may(actor, 'case:handle') && may(actor, 'case:read-all')
  const seen = await visibleCases(db, actor).where('cases.id', '=', caseId).executeTakeFirst()
  if (seen) return true
  const split = await visibleCases(db, actor)
    .innerJoin('caseLinks', 'caseLinks.caseId', 'cases.id')
    .innerJoin('timeline', 'timeline.caseId', 'cases.id')
    .where('caseLinks.otherId', '=', caseId)
    .where('caseLinks.kind', '=', 'split-from')
    .where('timeline.kind', '=', 'message-in')
    .where(sql<boolean>`timeline.body ->> 'mailId' = ${mailId}`)
    .limit(1)
    .executeTakeFirst()
  return split !== undefined
}

const headsFor = ({ from, to, cc, date, repairs }: MailHeads, isVendor: boolean) => {
  const told = (one: { address: string; name: string }) => (isVendor ? { ...one, address: '' } : one)
  return {
    from: from && told(from),
    to: to.map(told),
    cc: cc.map(told),
    date: date as Instant | null,
    repairs,
  }
}

/** How a file stands now: what was held back may have been let go since. */
async function partsOf(db: Db, parts: readonly MailPartRef[]) {
  if (parts.length === 0) return []
  const files = await db
    .selectFrom('files')
    .select(['id', 'state', 'refusal', 'caseId', 'mediaType'])
    .where(
      'id',
      'in',
      parts.map(({ fileId }) => fileId),
    )
    .execute()
  const known = new Map(files.map((file) => [file.id, file]))
  return parts.map(({ fileId: id, name, size, mediaType, contentId, inline, held }) => {
    const file = known.get(id)
    const given = file?.state === 'ready' && file.caseId !== null
    return {
      id,
      name,
      size,
      mediaType: file?.mediaType ?? mediaType,
      contentId,
      inline,
      held: given ? null : (file?.refusal ?? held),
      href: given ? contentPath(id) : null,
    }
  })
}

function unread(bytes: Buffer, isVendor: boolean): Returned<MailContent> {
  const mail = glimpse(bytes)
  const date = sentAtOf(mail)?.toISOString() ?? null
  return {
    subject: mail.subject,
    text: mail.text,
    quoted: '',
    html: null,
    ...headsFor({ ...mail, date }, isVendor),
    parts: [],
  }
}

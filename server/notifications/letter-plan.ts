import { sql } from 'kysely'
import { readCase } from '../cases/queries.ts'
import { readerOf } from '../cases/standing.ts'
import { fileNotFound } from '../files/queries.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { linkUntil, planAttachments } from './attachments/plan.ts'
import { senderFor } from './sender.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const MOST_FILES = 10
const LATELY_MS = 180 * 86_400_000

/**
 * How a reply with these files would go to the requester: from where, whether mail reaches them, and which file goes
 * which way. Vendors learn no address.
 *
 * @param given.files ids with commas between, of one's own uploads or files of the case
 * @throws Refusal 'not-found' `case-not-found`, `file-not-found`
 */
export async function letterPlan(
  deps: Pick<Deps, 'db' | 'files' | 'mail' | 'secrets' | 'now'>,
  actor: Actor,
  { caseId, files }: { caseId: Id<'case'>; files: string | undefined },
) {
  const { db, now } = deps
  const row = await readCase(db, actor, caseId)
  const { isVendor } = await readerOf(db, actor)
  const fileIds = [...new Set((files ?? '').split(',').filter((id) => id !== ''))]
  if (fileIds.length > MOST_FILES || !fileIds.every((id) => UUID.test(id))) throw fileNotFound()
  await demandTheirs(db, actor, caseId, fileIds as Id<'file'>[])
  const sender = await senderFor(deps, { id: caseId, number: row.number })
  const to = row.requesterEmail
  return {
    from: sender && { address: sender.address, name: sender.name, isRead: sender.replyTo !== null },
    to: isVendor ? null : to,
    phone: isVendor ? null : row.requesterPhone,
    bounced: to ? await bouncedLately(db, to, new Date(+now() - LATELY_MS)) : null,
    linkUntil: await linkUntil(db, now()),
    files: await planAttachments(deps, fileIds as Id<'file'>[]),
  }
}

/** Mail to this address came back, and nobody has said since that it works. */
async function bouncedLately(db: Db, address: string, since: Date) {
  const bounced = await db
    .selectFrom('bouncedAddresses')
    .select(['lastAt as at', 'status', 'said', 'times'])
    .where('address', '=', address.trim().toLowerCase())
    .where('clearedAt', 'is', null)
    .where('lastAt', '>', since)
    .executeTakeFirst()
  return bounced ?? null
}

async function demandTheirs(db: Db, actor: Actor, caseId: Id<'case'>, fileIds: Id<'file'>[]) {
  if (fileIds.length === 0) return
  const { count } = await db
    .selectFrom('files')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('id', 'in', fileIds)
    .where(({ or, and, eb }) =>
      or([
        eb('caseId', '=', caseId),
        and([eb('caseId', 'is', null), eb('uploadedBy', '=', actor.id), eb('state', '<>', 'raw')]),
      ]),
    )
    .executeTakeFirstOrThrow()
  if (count !== fileIds.length) throw fileNotFound()
}

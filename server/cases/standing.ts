import { sql } from 'kysely'
import { type Actor, may } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Id } from '../platform/values.ts'
import { waitsInQueue } from './place.ts'
import type { Party, Situation } from './rules.ts'
import type { StoredCase } from './tables.ts'

/** A hand-over that waits to be accepted or returned. */
export type OpenHandOver = {
  id: Id<'hand-over'>
  fromId: Id<'person'> | null
  fromName: string | null
  toId: Id<'person'> | null
  toName: string | null
  toQueueId: number | null
  note: string
  offeredAt: Date
  dueAt: Date
}

/** What an actor is to a case, and how the case stands. */
export type Standing = {
  parties: Party[]
  situation: Situation
  handOver: OpenHandOver | undefined
  /** Works for a vendor: sees no contact data of the requester. */
  isVendor: boolean
}

export const openHandOver = (db: Db, caseId: Id<'case'>): Promise<OpenHandOver | undefined> =>
  sql<OpenHandOver>`
    select h.id, h.from_id, f.name as from_name, h.to_id, t.name as to_name, h.to_queue_id, h.note, h.offered_at, h.due_at
    from hand_overs h left join people f on f.id = h.from_id left join people t on t.id = h.to_id
    where h.case_id = ${caseId} and h.outcome is null`
    .execute(db)
    .then(({ rows: [handOver] }) => handOver)

/** People of the company that runs a site work for it with every right; vendors of systems do not. */
const isVendor = (actor: Actor, ofVendor: boolean) => ofVendor && !may(actor, 'case:read-all')

/** Whom the timeline is shown to. */
export async function readerOf(db: Db, actor: Actor): Promise<{ isVendor: boolean }> {
  const person = await db
    .selectFrom('people')
    .select('vendorId')
    .where('id', '=', actor.id)
    .executeTakeFirst()
  return { isVendor: isVendor(actor, person?.vendorId !== null) }
}

/** What an actor is to this case, in two reads. */
export async function standingOf(db: Db, actor: Actor, row: StoredCase): Promise<Standing> {
  const handOver = await openHandOver(db, row.id)
  const queueId = handOver?.toQueueId ?? row.queueId
  const {
    rows: [facts],
  } = await sql<{ tier: number; queueTier: number; ofVendor: boolean }>`
    select coalesce(a.tier, 1) as tier, p.vendor_id is not null as of_vendor,
      (select tier from queues where id = ${queueId}) as queue_tier
    from people p left join agents a on a.person_id = p.id where p.id = ${actor.id}`.execute(db)
  const parties: Party[] = []
  if (may(actor, 'case:assign')) parties.push('supervisor')
  if (may(actor, 'case:handle')) {
    parties.push('handler')
    if (row.ownerId === actor.id) parties.push('owner')
    const takes =
      waitsInQueue(row) && row.ownerId !== actor.id && facts !== undefined && facts.tier >= facts.queueTier
    if (takes) parties.push('taker')
    if (handOver?.toId === actor.id || (handOver?.toQueueId && takes)) parties.push('receiver')
  }
  return {
    parties,
    situation: { ...row, handOverOpen: handOver !== undefined },
    handOver,
    isVendor: isVendor(actor, facts?.ofVendor ?? true),
  }
}

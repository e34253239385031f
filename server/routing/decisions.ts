import { createHash } from 'node:crypto'
import type { Db, Trx } from '../platform/database/database.ts'
import { type Id, newId } from '../platform/values.ts'
import type { Decision } from './reasons.ts'

/** Keeps a decision for ever: what was decided about the case, about whom, and why. */
export const keepDecision = (
  trx: Trx,
  { outcome, reason }: Decision,
  { caseId, agentId, at }: { caseId: Id<'case'>; agentId: Id<'person'> | null; at: Date },
) =>
  trx
    .insertInto('routingDecisions')
    .values({
      id: newId(at.getTime()),
      caseId,
      agentId,
      at,
      outcome,
      reason: JSON.stringify(reason),
    })
    .execute()

/**
 * Keeps that nobody got a case: once for each wait, however often it is tried. A wait begins when the case comes into
 * the queue and again with the end of each offer.
 */
export async function keepFruitless(
  db: Db,
  { outcome, reason }: Decision,
  { caseId, waitingSince, at }: { caseId: Id<'case'>; waitingSince: Date; at: Date },
) {
  const last = await db
    .selectFrom('offers')
    .select('id')
    .where('caseId', '=', caseId)
    .orderBy('madeAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const wait = `${caseId} ${waitingSince.toISOString()} ${last?.id ?? ''} ${outcome}`
  await db
    .insertInto('routingDecisions')
    .values({
      id: idFrom(wait),
      caseId,
      agentId: null,
      at,
      outcome,
      reason: JSON.stringify(reason),
    })
    .onConflict((seen) => seen.column('id').doNothing())
    .execute()
}

/** The same text gives the same id: a UUID of version 8 (RFC 9562). */
function idFrom(text: string): Id<'routing-decision'> {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes[6] = (bytes[6]! & 0x0f) | 0x80
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes
    .toString('hex')
    .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5') as Id<'routing-decision'>
}

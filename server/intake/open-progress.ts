import { isCaseCode } from '../cases/links.ts'
import { numberPartsOf } from '../cases/numbers.ts'
import { caseNotFound } from '../cases/queries.ts'
import type { StoredCase } from '../cases/tables.ts'
import { demandNotThrottled, networkOf, throttle } from '../identity/throttle.ts'
import type { Actor } from '../platform/actor.ts'
import type { Deps } from '../platform/deps.ts'
import { type Id, newId } from '../platform/values.ts'

/** Wrong tries by one network, and at one number; the next one has to wait. */
const WRONG_TRIES = { limit: 5, windowSeconds: 900 }

/** A case whose requester is there, and how they proved it. */
export type OpenedCase = { row: StoredCase; by: 'session' | 'code' }

/**
 * Opens a case to its requester: one's own by session, any with the code on its receipt. A wrong number and a wrong
 * code go the same way and are answered alike, so nobody learns which numbers exist.
 *
 * @param asked.number as somebody typed it
 * @throws Refusal 'not-found' `case-not-found`: no such case, or not the right code, or none
 * @throws Refusal 'throttled' `too-many-requests` after five wrong codes from this network or at this number
 */
export async function openProgress(
  { db, now, secrets }: Pick<Deps, 'db' | 'now' | 'secrets'>,
  actor: Actor | undefined,
  asked: { number: string; code: string | undefined; address: string },
): Promise<OpenedCase> {
  const parts = numberPartsOf(asked.number)
  const { year = 0, seq = 0 } = parts ?? {}
  const row = await db
    .selectFrom('cases')
    .selectAll()
    .where('numberYear', '=', year)
    .where('numberSeq', '=', seq)
    .executeTakeFirst()
  if (row && actor && row.requesterId === actor.id) return { row, by: 'session' }
  if (!asked.code) throw caseNotFound()
  const counted = [`wrong-code-from:${networkOf(asked.address)}`, `wrong-code-at:${year}-${seq}`]
  for (const key of counted) await demandNotThrottled(db, now, key, WRONG_TRIES)
  const isRight = isCaseCode(secrets, row?.id ?? newId<'case'>(), asked.code)
  if (row && isRight) return { row, by: 'code' }
  for (const key of counted) await throttle(db, now, key, WRONG_TRIES)
  throw caseNotFound()
}

/** Who acts on an opened case, as its timeline keeps it: who is signed in, if anybody, and from where. */
export const requesterOf = ({ by }: OpenedCase, actor: Actor | undefined, address: string) => ({
  actorId: actor?.id ?? (null as Id<'person'> | null),
  origin: by === 'code' ? `web ${address} with-code` : `web ${address}`,
})

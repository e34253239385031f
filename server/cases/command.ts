import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { type Db, type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { Returned } from '../platform/http/contract.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { presentCase } from './present.ts'
import { lockCase } from './queries.ts'
import { decide, type Verb } from './rules.ts'
import { type ServiceLevel, serviceLevelOf } from './service-level.ts'
import type { Case, CaseStatus } from './shapes.ts'
import { type Standing, standingOf } from './standing.ts'
import type { StoredCase } from './tables.ts'
import { type By, changesSince } from './timeline.ts'

/** Who orders what, as HTTP tells it. */
export type Order = {
  actor: Actor
  caseId: Id<'case'>
  /** The version that the writer saw; without one the order never conflicts. */
  version?: number | undefined
  /** The same key of the same person for the same verb twice is one command. */
  key?: string | undefined
  /** The network address it came from. */
  address: string
}

/** The case, locked, and the verb allowed. */
export type Scene = {
  trx: Trx
  row: StoredCase
  /** The state that the verb leads to. */
  to: CaseStatus
  by: By & { actorId: Id<'person'> }
  standing: Standing
  level: ServiceLevel
}

/**
 * One order of staff about one case: in one transaction the case is locked, the version compared, the verb checked
 * against the table of states, and the work done.
 *
 * @returns the case as this actor sees it afterwards
 * @throws Refusal 'not-found' `case-not-found`: no such case, or not theirs to see
 * @throws Refusal 'conflict' `case-changed` with the newer `version` and `changes`, the lines since theirs
 * @throws Refusal 'conflict' `transition-not-allowed` (also kept in the audit log), `hand-over-open`
 * @throws Refusal 'forbidden' `not-the-owner`
 */
export async function command(
  deps: Pick<Deps, 'db' | 'now'>,
  order: Order,
  verb: Verb,
  work: (scene: Scene) => Promise<StoredCase>,
): Promise<Returned<Case>> {
  const { actor, caseId, address } = order
  const level = await serviceLevelOf(deps)
  const at = deps.now()
  return refusalsRecorded(deps.db, { caseId, actorId: actor.id, verb, address, at }, () =>
    transact(deps.db, async (trx) => {
      const row = await lockCase(trx, actor, caseId)
      const view = { level, at }
      if (order.key && !(await isFirst(trx, `${verb}:${caseId}:${actor.id}:${order.key}`, caseId)))
        return presentCase(trx, actor, row, view)
      const standing = await standingOf(trx, actor, row)
      await demandVersion(trx, order, row, standing)
      const to = decide(standing.situation, verb, standing.parties)
      const by = { actorId: actor.id, origin: `desk ${address}`, at }
      return presentCase(trx, actor, await work({ trx, row, to, by, standing, level }), view)
    }),
  )
}

async function demandVersion(trx: Trx, { version, caseId, actor }: Order, row: StoredCase, reader: Standing) {
  if (version === undefined || version >= row.version) return
  const changes = await changesSince(trx, reader, caseId, { version, actorId: actor.id })
  if (changes.length > 0) throw new Refusal('conflict', 'case-changed', { version: row.version, changes })
}

/** Whether this key has not been used before. It is kept with the change, or not at all. */
export async function isFirst(trx: Trx, key: string, caseId: Id<'case'>) {
  const kept = await trx
    .insertInto('idempotencyKeys')
    .values({ key, subjectId: caseId })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  return kept !== undefined
}

type Attempt = {
  caseId: Id<'case'>
  actorId: Id<'person'> | null
  verb: Verb
  address: string | null
  at: Date
}

/** What the table of states forbids is written down, after the attempt itself has left no trace (R19). */
export async function refusalsRecorded<T>(
  db: Db,
  { caseId, actorId, verb, address, at }: Attempt,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal && error.code === 'transition-not-allowed')
      await transact(db, (trx) =>
        record(trx, {
          actorId,
          action: 'transition-refused',
          subject: `case:${caseId}`,
          detail: { from: error.detail?.['from'], verb },
          address,
          at,
        }),
      )
    throw error
  }
}

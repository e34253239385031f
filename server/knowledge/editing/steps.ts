import { type Actor, may } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { Id } from '../../platform/values.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { entryEdited } from '../events.ts'
import { decideStep, type Mover, type Step, stepsFor } from '../rules.ts'
import type { EditedEntry } from '../shapes.ts'
import type { StoredEntry, StoredVersion } from '../tables.ts'
import { lockVersion, type Scene } from './locked.ts'

export type Needs = Pick<Deps, 'db' | 'now'>
/** Who orders something, and from where. `key`: the same one of the same person again is the same order. */
export type Order = { actor: Actor; address: string; key?: string | undefined }
/** An order about a version as its editor saw it. */
export type OfVersion = Order & { versionId: Id<'knowledge-version'>; version: number }
/** When, on which day in Taipei, and by whom. */
type Moment = { at: Date; today: string; order: Order }

/** What is said in the audit log of each step that people take. */
const NOTED = {
  write: 'knowledge-saved',
  submit: 'knowledge-submitted',
  'take-back': 'knowledge-taken-back',
  return: 'knowledge-returned',
  approve: 'knowledge-approved',
  discard: 'knowledge-discarded',
} as const satisfies Partial<Record<Step, string>>

/**
 * One step of the workflow: locked, compared, allowed, done, noted; all of it or nothing.
 * @param work gives 'unchanged' when it changed nothing: then nothing is noted
 * @throws Refusal as `lockVersion` and `decideStep`
 */
export async function step(
  deps: Needs,
  order: OfVersion,
  what: keyof typeof NOTED,
  work: (trx: Trx, scene: Scene, moment: Moment) => Promise<unknown>,
): Promise<Id<'knowledge-entry'>> {
  const at = deps.now()
  const today = dayInTaipei(at)
  return transact(deps.db, async (trx) => {
    const scene = await lockVersion(trx, order.versionId, order.version)
    decideStep(scene.row, what, moverOf(order.actor, scene.entry), today)
    const outcome = await work(trx, scene, { at, today, order })
    if (outcome !== 'unchanged') await noted(trx, order, NOTED[what], scene.entry.id, { n: scene.row.n }, at)
    return scene.entry.id
  })
}

/** What somebody is to an entry. */
export const moverOf = (actor: Actor, { ownerId }: Pick<StoredEntry, 'ownerId'>): Mover => ({
  id: actor.id,
  parties: [
    ...(may(actor, 'knowledge:write') ? (['editor'] as const) : []),
    ...(may(actor, 'knowledge:review') ? (['reviewer'] as const) : []),
    ...(ownerId === actor.id ? (['owner'] as const) : []),
  ],
})

type Can = NonNullable<EditedEntry['atWork']>['can'][number]

/** What this person may do with a version today: the buttons at the editor's desk. */
export const stepsOfActor = (
  { entry, row }: { entry: Pick<StoredEntry, 'ownerId'>; row: StoredVersion },
  actor: Actor,
  today: string,
): Can[] =>
  stepsFor(row, moverOf(actor, entry), today).flatMap((what): Can[] => {
    if (what === 'write') return ['save']
    // Those that are endpoints of their own; a version goes live by being approved, or on its day.
    return what === 'publish' || what === 'replace' || what === 'withdraw' ? [] : [what]
  })

/** What a step may change of a version. */
type Changes = Partial<
  Omit<StoredVersion, 'id' | 'entryId' | 'n' | 'seenBy' | 'version' | 'updatedAt' | 'updatedBy'>
>

/** Changes a version; the version of its row grows. @param by null: the clock */
export const change = (
  trx: Trx,
  id: Id<'knowledge-version'>,
  changes: Changes,
  { at, by }: { at: Date; by: Id<'person'> | null },
) =>
  trx
    .updateTable('knowledgeVersions')
    .set(({ eb }) => ({ ...changes, updatedAt: at, updatedBy: by, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute()

/** In the audit log, with the change, and to the pages that show the entry. */
export async function noted(
  trx: Trx,
  { actor, address }: Order,
  action: string,
  entryId: Id<'knowledge-entry'>,
  detail: Record<string, unknown>,
  at: Date,
) {
  await record(trx, { actorId: actor.id, action, subject: `knowledge:${entryId}`, detail, address, at })
  await emit(trx, entryEdited, { entryId })
}

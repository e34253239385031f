import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { planChanged } from '../events.ts'
import { readCallSettings } from './read-settings.ts'

/** Who asked for it, and from where, for the audit log. */
export type By = { actor: Pick<Actor, 'id'>; address: string | null }
export type Needed = Pick<Deps, 'db' | 'now'>

/** What was done, to what, and what it is now. */
type Done = { action: string; subject: string; detail: Record<string, unknown> }

/** Changes a setting of the telephone: with its line in the audit log, and a new plan for the adapter. */
export async function changing(deps: Needed, { actor, address }: By, change: (trx: Trx) => Promise<Done>) {
  await transact(deps.db, async (trx) => {
    const done = await change(trx)
    await record(trx, { ...done, actorId: actor.id, address, at: deps.now() })
    await emit(trx, planChanged, {})
  })
  return readCallSettings(deps)
}

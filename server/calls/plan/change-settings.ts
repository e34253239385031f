import type { Static, TSchema } from 'typebox'
import type { Trx } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import { storable } from '../../platform/storable.ts'
import type { callSettingsApi } from './api.ts'
import { GENERAL_SETTING, type General, readGeneral } from './general.ts'
import { type By, changing, type Needed } from './note-change.ts'

type Api = typeof callSettingsApi
type Body<K extends keyof Api> = Api[K] extends { body: infer B extends TSchema } ? Static<B> : never

/** Sets what holds for all calls. */
export const changeGeneral = (deps: Needed, by: By, general: General) =>
  changing(deps, by, async (trx) => {
    const before = await readGeneral(trx)
    const setting = { value: JSON.stringify(general), updatedAt: deps.now(), updatedBy: by.actor.id }
    await trx
      .insertInto('settings')
      .values({ key: GENERAL_SETTING, ...setting })
      .onConflict((known) => known.column('key').doUpdateSet(setting))
      .execute()
    return { action: 'call-settings-changed', subject: 'calls:general', detail: changedIn(before, general) }
  })

/**
 * Adds a service number or changes it.
 * @throws Refusal 'not-found' `system-not-found`
 */
export const changeLine = (
  deps: Needed,
  by: By,
  number: string,
  given: Body<'PUT /call-settings/lines/:line'>,
) =>
  changing(deps, by, async (trx) => {
    const line = storable(given)
    await demandSystems(trx, [line.defaultSystemId])
    await trx
      .insertInto('serviceLines')
      .values({ number, ...line })
      .onConflict((known) => known.column('number').doUpdateSet(line))
      .execute()
    return { action: 'call-line-changed', subject: `call-line:${number}`, detail: line }
  })

/**
 * Removes a service number; calls that came over it stay.
 * @throws Refusal 'not-found' `call-line-not-found`
 */
export const removeLine = (deps: Needed, by: By, number: string) =>
  changing(deps, by, async (trx) => {
    const gone = await trx
      .deleteFrom('serviceLines')
      .where('number', '=', number)
      .returningAll()
      .executeTakeFirst()
    if (!gone) throw new Refusal('not-found', 'call-line-not-found')
    return { action: 'call-line-removed', subject: `call-line:${number}`, detail: gone }
  })

/**
 * Sets the whole menu.
 * @throws Refusal 'invalid' `menu-digit-twice` · `menu-choice-unclear`
 * @throws Refusal 'not-found' `system-not-found`
 */
export const changeMenu = (deps: Needed, by: By, { choices }: Body<'PUT /call-settings/menu'>) =>
  changing(deps, by, async (trx) => {
    if (new Set(choices.map(({ digit }) => digit)).size < choices.length)
      throw new Refusal('invalid', 'menu-digit-twice')
    const unclear = choices.find(({ action, systemId }) => (action === 'system') !== (systemId !== null))
    if (unclear) throw new Refusal('invalid', 'menu-choice-unclear', { digit: unclear.digit })
    await demandSystems(
      trx,
      choices.flatMap(({ systemId }) => systemId ?? []),
    )
    await trx.deleteFrom('menuChoices').execute()
    if (choices.length > 0) await trx.insertInto('menuChoices').values(choices).execute()
    return { action: 'call-menu-changed', subject: 'calls:menu', detail: { choices } }
  })

/**
 * Sets how calls of a queue are offered, counted and recorded.
 * @throws Refusal 'not-found' `queue-not-found`
 */
export const changeVoiceQueue = (
  deps: Needed,
  by: By,
  queueId: number,
  settings: Body<'PUT /call-settings/queues/:queueId'>,
) =>
  changing(deps, by, async (trx) => {
    const known = await trx
      .selectFrom('queues')
      .select('id')
      .where('id', '=', queueId)
      .forKeyShare()
      .executeTakeFirst()
    if (!known) throw new Refusal('not-found', 'queue-not-found')
    await trx
      .insertInto('voiceQueues')
      .values({ queueId, ...settings })
      .onConflict((conflict) => conflict.column('queueId').doUpdateSet(settings))
      .execute()
    return { action: 'voice-queue-changed', subject: `queue:${queueId}`, detail: settings }
  })

/** @throws Refusal 'not-found' `system-not-found` */
async function demandSystems(trx: Trx, ids: readonly number[]) {
  if (ids.length === 0) return
  const known = await trx.selectFrom('systems').select('id').where('id', 'in', ids).execute()
  const missing = ids.find((id) => !known.some((system) => system.id === id))
  if (missing !== undefined) throw new Refusal('not-found', 'system-not-found', { systemId: missing })
}

/** What is different now, as it was and as it is. */
const changedIn = (before: General, after: General) =>
  Object.fromEntries(
    (Object.keys(after) as (keyof General)[])
      .filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
      .map((key) => [key, { from: before[key], to: after[key] }]),
  )

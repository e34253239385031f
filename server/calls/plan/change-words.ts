import { sql } from 'kysely'
import type { Static } from 'typebox'
import { Refusal } from '../../platform/refusal.ts'
import { storable } from '../../platform/storable.ts'
import { type Id, newId } from '../../platform/values.ts'
import type { callSettingsApi } from './api.ts'
import { type By, changing, type Needed } from './note-change.ts'
import { announcementKey } from './spoken-texts.ts'

type NewAnnouncement = Static<(typeof callSettingsApi)['POST /call-settings/announcements']['body']>
type WrapUpCodes = Static<(typeof callSettingsApi)['PUT /call-settings/wrap-up-codes']['body']>

/**
 * Sets the wrap-up codes in this order. One that is not named any more is turned off: calls that have it keep it.
 * @throws Refusal 'invalid' `wrap-up-code-twice` · `wrap-up-code-needed`
 * @throws Refusal 'not-found' `wrap-up-code-not-found`
 */
export const changeWrapUpCodes = (deps: Needed, by: By, given: WrapUpCodes) =>
  changing(deps, by, async (trx) => {
    const asked = storable(given.codes).map((code) => ({ ...code, name: code.name.trim() }))
    const before = await trx.selectFrom('wrapUpCodes').select(['id', 'name']).forUpdate().execute()
    // A name that was turned off and is added again is the same code.
    const codes = asked.map((code) => ({
      ...code,
      id: code.id ?? before.find(({ name }) => name === code.name)?.id,
    }))
    const unknown = codes.find(({ id }) => id !== undefined && !before.some((code) => code.id === id))
    if (unknown) throw new Refusal('not-found', 'wrap-up-code-not-found', { id: unknown.id })
    const listed = codes.flatMap(({ id }) => id ?? [])
    const names = [...codes, ...before.filter(({ id }) => !listed.includes(id))].map(({ name }) => name)
    if (new Set(names).size < names.length || new Set(listed).size < listed.length)
      throw new Refusal('invalid', 'wrap-up-code-twice')
    if (!codes.some(({ isOn }) => isOn)) throw new Refusal('invalid', 'wrap-up-code-needed')
    await trx.updateTable('wrapUpCodes').set({ isOn: false }).execute()
    // Out of each other's way first, so that two names can be swapped.
    if (listed.length > 0)
      await trx.updateTable('wrapUpCodes').set({ name: sql`'#' || id` }).where('id', 'in', listed).execute()
    for (const [place, { id, name, isOn }] of codes.entries())
      if (id === undefined) await trx.insertInto('wrapUpCodes').values({ name, isOn, place }).execute()
      else await trx.updateTable('wrapUpCodes').set({ name, isOn, place }).where('id', '=', id).execute()
    return { action: 'wrap-up-codes-changed', subject: 'calls:wrap-up-codes', detail: { codes } }
  })

/**
 * Adds an announcement: callers hear it from its beginning to its end, before the menu.
 * @throws Refusal 'invalid' `announcement-ends-before`
 */
export const addAnnouncement = (deps: Needed, by: By, given: NewAnnouncement) =>
  changing(deps, by, async (trx) => {
    const { kind, language, text } = storable(given)
    const [startsAt, endsAt] = [new Date(given.startsAt), new Date(given.endsAt)]
    if (!(startsAt < endsAt && deps.now() < endsAt)) throw new Refusal('invalid', 'announcement-ends-before')
    const id = newId<'call-announcement'>(deps.now().getTime())
    await trx
      .insertInto('callAnnouncements')
      .values({ id, kind, text, language, startsAt, endsAt, createdBy: by.actor.id })
      .execute()
    return {
      action: 'call-announcement-added',
      subject: `call-announcement:${id}`,
      detail: { kind, text, startsAt, endsAt },
    }
  })

/**
 * Takes an announcement away, and its recording.
 * @throws Refusal 'not-found' `announcement-not-found`
 */
export const removeAnnouncement = (deps: Needed, by: By, id: Id<'call-announcement'>) =>
  changing(deps, by, async (trx) => {
    const gone = await trx
      .deleteFrom('callAnnouncements')
      .where('id', '=', id)
      .returning(['kind', 'text', 'startsAt', 'endsAt'])
      .executeTakeFirst()
    if (!gone) throw new Refusal('not-found', 'announcement-not-found')
    await trx.deleteFrom('prompts').where('key', '=', announcementKey(id)).execute()
    return { action: 'call-announcement-removed', subject: `call-announcement:${id}`, detail: gone }
  })

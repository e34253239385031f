import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import { readBoard } from './board.ts'
import { boardChanged } from './events.ts'
import type { By } from './pause.ts'
import { SPLIT_SETTING } from './terms.ts'

/**
 * Sets the share of new work each site is meant to get, from now on; a site that is not named gets nothing unless the
 * others have nobody free.
 *
 * @throws Refusal 'invalid' `site-not-found`
 * @throws Refusal 'invalid' `split-not-hundred`
 */
export async function changeSplit(
  deps: Pick<Deps, 'db' | 'now'>,
  { actor, address }: By,
  shares: readonly { siteId: string; share: number }[],
) {
  const at = deps.now()
  const split = Object.fromEntries(shares.map(({ siteId, share }) => [siteId, share]))
  if (Object.values(split).reduce((sum, share) => sum + share, 0) !== 100)
    throw new Refusal('invalid', 'split-not-hundred')
  await transact(deps.db, async (trx) => {
    const sites = await trx.selectFrom('sites').select('id').execute()
    const unknown = Object.keys(split).find((siteId) => !sites.some(({ id }) => id === siteId))
    if (unknown !== undefined) throw new Refusal('invalid', 'site-not-found', { siteId: unknown })
    const setting = { value: JSON.stringify(split), updatedAt: at, updatedBy: actor.id }
    await trx
      .insertInto('settings')
      .values({ key: SPLIT_SETTING, ...setting })
      .onConflict((known) => known.column('key').doUpdateSet(setting))
      .execute()
    await record(trx, {
      actorId: actor.id,
      action: 'split-changed',
      subject: 'routing:split',
      detail: split,
      address,
      at,
    })
    await emit(trx, boardChanged, {})
  })
  return readBoard(deps)
}

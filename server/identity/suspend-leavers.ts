import { workOffMoves } from '../directory/import/moves.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'
import { disableWithin, enableWithin } from './manage-account.ts'
import { forgetActors } from './queries.ts'

type About = { importId: Id<'import'> }

/**
 * Suspends the accounts of people who have left, by an import: as an administrator does it by hand, sessions ended and
 * recorded, in the name of whoever ran it. The last administrator is left.
 */
export async function suspendLeavers(deps: Pick<Deps, 'db' | 'now'>, { importId }: About) {
  const kinds = ['account'] as const
  await workOffMoves(deps, importId, { kinds, back: false }, async (trx, { personId, by, address }) => {
    const at = deps.now()
    const done = await disableWithin(trx, { actor: { id: by }, address }, personId, at)
    if (!done) return { why: 'changed-since' }
    return { before: { disabledAt: null }, after: { disabledAt: at.toISOString() } }
  })
  forgetActors(deps.db)
}

/** Lets them in again when the import is undone; an account that somebody has changed since stays as it is. */
export async function readmitLeavers(deps: Pick<Deps, 'db' | 'now'>, { importId }: About) {
  const kinds = ['account'] as const
  await workOffMoves(deps, importId, { kinds, back: true }, async (trx, { personId, by, address, after }) => {
    const disabledAt = new Date(String(after?.['disabledAt']))
    const done = await enableWithin(trx, { actor: { id: by }, address }, personId, {
      at: deps.now(),
      onlyIfDisabledAt: disabledAt,
    })
    return done ? { before: {}, after: {} } : { why: 'changed-since' }
  })
  forgetActors(deps.db)
}

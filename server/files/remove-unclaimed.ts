import type { Deps } from '../platform/deps.ts'
import { discardUpload } from './uploads/discard.ts'

const AT_ONCE = 500

/** Removes uploads that no case claimed in time, 500 at a time. What cannot be removed now waits for the next round. */
export async function removeUnclaimed(deps: Pick<Deps, 'db' | 'files' | 'now' | 'log'>) {
  const expired = await deps.db
    .selectFrom('files')
    .select('id')
    .where('caseId', 'is', null)
    .where('expiresAt', '<=', deps.now())
    .orderBy('expiresAt')
    .limit(AT_ONCE)
    .execute()
  let removed = 0
  for (const { id } of expired) {
    const done = await discardUpload(deps, id).catch((err) => {
      deps.log.warn({ err, fileId: id }, 'unclaimed upload not removed yet')
      return false
    })
    if (done) removed++
  }
  return removed
}

import { networkOf, throttle } from '../../identity/throttle.ts'
import { Refusal } from '../../platform/refusal.ts'
import { noteNotFound } from '../not-found.ts'
import type { Asker, Searching } from './searching.ts'

/** Many ask from behind one address; nobody misses so much. */
const LIMIT = { limit: 30, windowSeconds: 3600 }
/** A character alone says too little. */
const LEAST = 2

/**
 * Puts what nothing was found for onto the editors' list, without anybody in it, while whoever asked is answered. Who
 * asks without end is answered, and written down no more.
 */
export function noteMissed(deps: Searching, { actor, address }: Asker, text: string) {
  if ([...text].length < LEAST) return
  const note = async () => {
    await throttle(deps.db, deps.now, `search-missed:${actor?.id ?? networkOf(address)}`, LIMIT)
    await noteNotFound(deps.db, await deps.withoutPersonalData(deps.db, text), deps.now())
  }
  note().catch((error) => {
    if (!(error instanceof Refusal))
      deps.log.warn({ err: error }, 'what was asked in vain is not on the list')
  })
}

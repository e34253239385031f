import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../platform/actor.ts'

/** Who is asked for the vendor of a person; see `readerOf`. */
export type Reader = readonly string[]

/** Somebody who is not signed in. */
export const ANYBODY: Reader = ['public']

/**
 * What this person may see, as tokens: an entry is theirs to see when it has one of them in `seen_by`. Pages, lists,
 * search, suggestions, counts, feeds, exports and widgets all go by these; there is no other rule.
 * @param vendorId the vendor that the person works for
 */
export function readerOf(actor: Pick<Actor, 'permissions'> | undefined, vendorId: number | null): Reader {
  if (!actor) return ANYBODY
  return [
    ...ANYBODY,
    'signed-in',
    ...(actor.permissions.includes('knowledge:read-internal') ? ['internal'] : []),
    ...(vendorId === null ? [] : [`vendor:${vendorId}`]),
  ]
}

/** Whether the reader may see version `v`. */
export const isSeenBy = (reader: Reader): RawBuilder<boolean> =>
  sql<boolean>`v.seen_by && ${[...reader]}::text[]`

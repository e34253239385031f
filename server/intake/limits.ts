import { Type } from 'typebox'
import { networkOf, throttle } from '../identity/throttle.ts'
import { type Actor, may } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import { readSetting } from '../platform/settings.ts'
import type { Id } from '../platform/values.ts'
import { parserOf } from '../platform/values.ts'

type Limit = { limit: number; windowSeconds: number }
type FilingLimits = { anonymous: Limit; signedIn: Limit; staff: Limit }

/**
 * How many cases may be filed: by one network without signing in, by one person, by one who keys in for others. Against
 * programs that run wild, not against people. Setting `intake.filing-limits` changes any of them.
 */
const GENEROUS: FilingLimits = {
  anonymous: { limit: 30, windowSeconds: 600 },
  signedIn: { limit: 100, windowSeconds: 600 },
  staff: { limit: 60_000, windowSeconds: 600 },
}

const Limit = Type.Object({
  limit: Type.Integer({ minimum: 1 }),
  windowSeconds: Type.Integer({ minimum: 1, maximum: 86_400 }),
})
const parseLimits = parserOf(
  Type.Object({
    anonymous: Type.Optional(Limit),
    signedIn: Type.Optional(Limit),
    staff: Type.Optional(Limit),
  }),
)

const BELIEVED_MS = 10_000
const MOST_COUNTED = 10_000

type Window = { since: number; count: number }
type Kept = { limits?: { at: number; read: Promise<FilingLimits> }; people: Map<Id<'person'>, Window> }
// Fields of objects that we did not make: nothing outlives its handle.
const keptFor = new WeakMap<Db, Kept>()

/**
 * Counts a case about to be filed. Who is signed in is counted in this process alone: it costs no question to the
 * database on the way that must be quick, and several servers allowing that much each do no harm, for the person is
 * known by name. Networks are counted in the database.
 * @throws Refusal 'throttled' `too-many-requests` with `retryAfterSeconds`
 */
export async function demandRoomToFile(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Actor | undefined,
  address: string,
) {
  const kept = keptFor.get(db) ?? { people: new Map() }
  keptFor.set(db, kept)
  const at = now().getTime()
  const limits = await limitsOf(db, kept, at)
  if (!actor) return throttle(db, now, `filing:${networkOf(address)}`, limits.anonymous)
  countPerson(kept.people, actor.id, at, may(actor, 'case:key-in') ? limits.staff : limits.signedIn)
}

function countPerson(people: Kept['people'], id: Id<'person'>, at: number, { limit, windowSeconds }: Limit) {
  const windowMs = windowSeconds * 1000
  let window = people.get(id)
  if (!window || at - window.since >= windowMs || at < window.since) {
    window = { since: at, count: 0 }
    people.delete(id)
    people.set(id, window)
    if (people.size > MOST_COUNTED) people.delete(people.keys().next().value!)
  }
  if (window.count >= limit) {
    const retryAfterSeconds = Math.ceil((window.since + windowMs - at) / 1000)
    throw new Refusal('throttled', 'too-many-requests', { retryAfterSeconds })
  }
  window.count++
}

function limitsOf(db: Db, kept: Kept, at: number) {
  if (!kept.limits || Math.abs(at - kept.limits.at) >= BELIEVED_MS) {
    const read = readLimits(db)
    kept.limits = { at, read }
    read.catch(() => delete kept.limits)
  }
  return kept.limits.read
}

/** A setting that does not make sense counts as none: filing goes on. */
async function readLimits(db: Db): Promise<FilingLimits> {
  const set = await readSetting(db, 'intake.filing-limits')
  try {
    return { ...GENEROUS, ...(set === undefined ? {} : parseLimits(set)) } as FilingLimits
  } catch {
    return GENEROUS
  }
}

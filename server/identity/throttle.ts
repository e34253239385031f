import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'

/**
 * Counts one more of `key` and refuses it beyond `limit` within `windowSeconds` (at most a day). Counted in the
 * database, so several servers count together; call it outside a transaction, which would take the count back.
 * @param key what is counted and for whom, such as `progress:203.0.113.7`; what follows the colon is kept as a digest
 * @throws Refusal 'throttled' `too-many-requests` with `retryAfterSeconds`
 */
export async function throttle(
  db: Db,
  now: () => Date,
  key: string,
  { limit, windowSeconds }: { limit: number; windowSeconds: number },
) {
  const at = now()
  const fresh = new Date(at.getTime() - windowSeconds * 1000)
  const over = sql<boolean>`throttles.window_start <= ${fresh}`
  const { count, windowStart } = await db
    .insertInto('throttles')
    .values({ key: keptKey(key), count: 1, windowStart: at, blockedUntil: null })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql`case when ${over} then 1 else least(throttles.count, ${limit}) + 1 end`,
        windowStart: sql`case when ${over} then excluded.window_start else throttles.window_start end`,
      }),
    )
    .returning(['count', 'windowStart'])
    .executeTakeFirstOrThrow()
  if (count <= limit) return
  const until = windowStart.getTime() + windowSeconds * 1000
  throw new Refusal('throttled', 'too-many-requests', { retryAfterSeconds: secondsUntil(until, at) })
}

/**
 * Refuses as `throttle` does what has been counted too often, and counts nothing: for what is counted only when it goes
 * wrong, such as guesses.
 * @throws Refusal 'throttled' `too-many-requests` with `retryAfterSeconds`
 */
export async function demandNotThrottled(
  db: Db,
  now: () => Date,
  key: string,
  { limit, windowSeconds }: { limit: number; windowSeconds: number },
) {
  const at = now()
  const counted = await db
    .selectFrom('throttles')
    .select(['count', 'windowStart'])
    .where('key', '=', keptKey(key))
    .executeTakeFirst()
  const until = (counted?.windowStart.getTime() ?? 0) + windowSeconds * 1000
  if (!counted || counted.count <= limit || until <= at.getTime()) return
  throw new Refusal('throttled', 'too-many-requests', { retryAfterSeconds: secondsUntil(until, at) })
}

/** How long attempts have to wait: `free` ones not at all, then `firstWaitSeconds`, twice that, … up to the longest. */
export type Waits = {
  free: number
  firstWaitSeconds: number
  longestWaitSeconds: number
  /** After this long without an attempt they are counted from the beginning. */
  forgottenAfterSeconds: number
}

/**
 * Counts an attempt before it is made, so that a hundred at once are not a hundred guesses.
 * @returns undefined when it may be made; else how long to wait
 */
export async function countAttempt(db: Db, at: Date, key: string, waits: Waits) {
  const { free, firstWaitSeconds, longestWaitSeconds, forgottenAfterSeconds } = waits
  const forgotten = new Date(at.getTime() - forgottenAfterSeconds * 1000)
  const count = sql<number>`(case when throttles.window_start <= ${forgotten} then 1
    else least(throttles.count, 1000) + 1 end)`
  const wait = sql`make_interval(secs => least(${longestWaitSeconds}::float8,
    ${firstWaitSeconds}::float8 * 2 ^ least(${count} - ${free}::int, 20)))`
  const counted = await db
    .insertInto('throttles')
    .values({ key: keptKey(key), count: 1, windowStart: at, blockedUntil: null })
    .onConflict((conflict) =>
      conflict
        .column('key')
        .doUpdateSet({
          count,
          windowStart: at,
          blockedUntil: sql`case when ${count} >= ${free}::int then ${at}::timestamptz + ${wait} end`,
        })
        .where(({ eb, or, ref }) =>
          or([eb(ref('throttles.blockedUntil'), 'is', null), eb(ref('throttles.blockedUntil'), '<=', at)]),
        ),
    )
    .returning('count')
    .executeTakeFirst()
  if (counted) return undefined
  const blocked = await db
    .selectFrom('throttles')
    .select('blockedUntil')
    .where('key', '=', keptKey(key))
    .executeTakeFirst()
  return { retryAfterSeconds: secondsUntil(blocked?.blockedUntil?.getTime() ?? 0, at) }
}

/** The attempt succeeded, or never took place: it does not count. */
export const uncountAttempt = (db: Db, key: string, { free }: Waits) =>
  db
    .updateTable('throttles')
    .set({
      count: sql`greatest(count - 1, 0)`,
      blockedUntil: sql`case when count - 1 >= ${free}::int then blocked_until end`,
    })
    .where('key', '=', keptKey(key))
    .execute()

/** All earlier attempts are forgotten. */
export const forgetAttempts = (db: Db, key: string) =>
  db.deleteFrom('throttles').where('key', '=', keptKey(key)).execute()

/** Whom an address stands for: one IPv4 address, or the /64 network that one IPv6 household or office has. */
export function networkOf(address: string) {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const before = head.split(':').filter(Boolean)
  const after = tail?.split(':').filter(Boolean) ?? []
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - before.length - after.length)).fill('0')
  return `${[...before, ...zeros, ...after]
    .slice(0, 4)
    .map((part) => Number.parseInt(part, 16).toString(16))
    .join(':')}::/64`
}

/** Addresses, and what somebody typed as a login (sometimes a password), are not kept as they are. */
function keptKey(key: string) {
  const colon = key.indexOf(':')
  const digest = createHash('sha256').update(key).digest('base64url')
  return colon < 0 ? digest : `${key.slice(0, Math.min(colon, 40))}:${digest}`
}

const secondsUntil = (until: number, at: Date) => Math.max(1, Math.ceil((until - at.getTime()) / 1000))

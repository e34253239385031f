import { createHash, randomBytes } from 'node:crypto'
import type { Expression, SqlBool } from 'kysely'
import type { Trx } from '../platform/database/database.ts'
import { emit } from '../platform/events/outbox.ts'
import { type Id, newId } from '../platform/values.ts'
import { sessionsEnded } from './events.ts'

const HOUR_MS = 3_600_000
/** A session ends after this long, whatever is done with it. */
const LONGEST_MS = 12 * HOUR_MS
/** A member of the staff (anybody holding a permission) who does nothing for this long is signed out. */
export const IDLE_MS = 2 * HOUR_MS

const TOKEN_BYTES = 32
const TOKEN = /^[A-Za-z0-9_-]{43}$/

/** Only this digest is stored, so whoever reads the table can sign in as nobody. Undefined: no token of ours. */
export const digestOf = (token: string) =>
  TOKEN.test(token) ? createHash('sha256').update(token).digest() : undefined

/** Opens a session for somebody who has shown who they are, by whichever authenticator. */
export async function openSession(
  trx: Trx,
  {
    personId,
    address,
    userAgent,
    at,
  }: { personId: Id<'person'>; address: string; userAgent: string; at: Date },
) {
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const id = newId<'session'>(at.getTime())
  const expiresAt = new Date(at.getTime() + LONGEST_MS)
  await trx
    .insertInto('sessions')
    .values({
      id,
      tokenHash: digestOf(token)!,
      personId,
      createdAt: at,
      lastSeenAt: at,
      expiresAt,
      revokedAt: null,
      address,
      userAgent,
    })
    .execute()
  return { id, token, expiresAt }
}

/**
 * Ends sessions: at once for requests, and by `sessionsEnded` for open sockets. One event each, so that one delivered
 * late cannot shut a session opened since.
 * @returns how many were open
 */
export async function endSessions(
  trx: Trx,
  which: { personId: Id<'person'> } | { personIds: readonly Id<'person'>[] } | { sessionId: Id<'session'> },
  at: Date,
) {
  const ended = await trx
    .updateTable('sessions')
    .set({ revokedAt: at })
    .where('revokedAt', 'is', null)
    .where(({ eb, ref }): Expression<SqlBool> => {
      if ('sessionId' in which) return eb(ref('id'), '=', which.sessionId)
      return eb(ref('personId'), 'in', 'personId' in which ? [which.personId] : [...which.personIds])
    })
    .returning(['id', 'personId'])
    .execute()
  for (const { id, personId } of ended) await emit(trx, sessionsEnded, { personId, sessionId: id })
  return ended.length
}

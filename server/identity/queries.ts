import { sql } from 'kysely'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import type { ActorOf } from '../platform/http/app.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { formatPhone } from '../platform/zh/phone.ts'
import { rolesOf } from './account-queries.ts'
import type { Role } from './api.ts'
import { digestOf, IDLE_MS } from './sessions.ts'

/** A page asks a dozen things at once: they are answered by one look, which is believed this long. */
const BELIEVED_MS = 1000
const MOST_REMEMBERED = 2000
/** How exactly `last_seen_at` is kept. */
const SEEN_EVERY_MS = 60_000

type Answer = { at: number; actor: Promise<Actor | undefined> }

// A field of an object that we did not make: nothing outlives its handle. Several readers of a handle share it.
const remembered = new WeakMap<Db, Map<string, Answer>>()

/** This process looks again at who everybody is. Called after the commit that ended a session or changed a right. */
export const forgetActors = (db: Db) => remembered.get(db)?.clear()

/**
 * Finds the actor behind a session's token: undefined when it is unknown, ended, expired, idle or its account disabled.
 * What changes is noticed at once by the process that changed it, by the others within `believedMs`.
 * @param believedMs 0 for what stays open afterwards (sockets)
 */
export function sessionReader(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { believedMs = BELIEVED_MS }: { believedMs?: number } = {},
): ActorOf {
  const answers = remembered.get(db) ?? new Map<string, Answer>()
  remembered.set(db, answers)
  return async (token) => {
    const digest = token && digestOf(token)
    if (!digest) return undefined
    const key = digest.toString('base64')
    const at = now().getTime()
    const known = answers.get(key)
    // Also when the clock was set back meanwhile: then the answer is from the future.
    if (known && Math.abs(at - known.at) < believedMs) return known.actor
    const actor = readActor(db, digest, now())
    answers.delete(key)
    answers.set(key, { at, actor })
    if (answers.size > MOST_REMEMBERED) answers.delete(answers.keys().next().value!)
    const forget = () => void (answers.get(key)?.actor === actor && answers.delete(key))
    actor.then((found) => found ?? forget(), forget)
    return actor
  }
}

async function readActor(db: Db, tokenHash: Buffer, at: Date): Promise<Actor | undefined> {
  const session = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.personId', 'sessions.personId')
    .innerJoin('people', 'people.id', 'sessions.personId')
    .select(['sessions.id as sessionId', 'sessions.lastSeenAt', 'people.id', 'people.name'])
    .select([
      rolesOf('sessions.person_id').as('roles'),
      sql<string[]>`array(select distinct permission from role_permissions
        join account_roles using (role_id) where person_id = sessions.person_id order by permission)`.as(
        'permissions',
      ),
    ])
    .where('sessions.tokenHash', '=', tokenHash)
    .where('sessions.revokedAt', 'is', null)
    .where('sessions.expiresAt', '>', at)
    .where('accounts.disabledAt', 'is', null)
    .executeTakeFirst()
  if (!session) return undefined
  const { lastSeenAt, ...actor } = session
  const quietMs = at.getTime() - lastSeenAt.getTime()
  if (actor.permissions.length > 0 && quietMs > IDLE_MS) return undefined
  if (quietMs >= SEEN_EVERY_MS) await noteSeen(db, actor.sessionId, at)
  return actor
}

/** Several servers may see the same person in the same minute: the later moment stays. */
const noteSeen = (db: Db, sessionId: Id<'session'>, at: Date) =>
  db
    .updateTable('sessions')
    .set({ lastSeenAt: at })
    .where('id', '=', sessionId)
    .where('lastSeenAt', '<', at)
    .execute()

/** @throws Refusal 'sign-in' `sign-in-needed`: the session has ended meanwhile */
export async function readSession(db: Db, { roles, permissions, sessionId }: Actor) {
  const session = await db
    .selectFrom('sessions')
    .innerJoin('people', 'people.id', 'sessions.personId')
    .leftJoin('agencies', 'agencies.id', 'people.agencyId')
    .select([
      'people.id as personId',
      'people.name',
      'people.title',
      'people.email',
      'people.agencyId',
      'agencies.name as agencyName',
      'sessions.expiresAt',
    ])
    .where('sessions.id', '=', sessionId)
    .executeTakeFirstOrThrow(() => new Refusal('sign-in', 'sign-in-needed'))
  const phone = await db
    .selectFrom('personPhones')
    .select(['e164', 'extension'])
    .where('personId', '=', session.personId)
    .orderBy('e164')
    .executeTakeFirst()
  return {
    ...session,
    phone: phone ? formatPhone(phone) : null,
    roles: [...roles] as Role[],
    permissions: [...permissions],
  }
}

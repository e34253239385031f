import type { Actor } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Authenticator } from './authenticator.ts'
import { canonicalLogin } from './logins.ts'
import { forgetActors } from './queries.ts'
import { endSessions, openSession } from './sessions.ts'
import { countAttempt, forgetAttempts, networkOf, uncountAttempt, type Waits } from './throttle.ts'

/** Five guesses, then half a minute, a minute, … a quarter of an hour. Success begins anew. */
const PER_ACCOUNT: Waits = {
  free: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 900,
  forgottenAfterSeconds: 3600,
}
/** An agency of a thousand may have one address; successes do not count. */
const PER_ADDRESS: Waits = {
  free: 60,
  firstWaitSeconds: 15,
  longestWaitSeconds: 900,
  forgottenAfterSeconds: 900,
}

type Visitor = { address: string; userAgent: string }

/**
 * Signs somebody in. Wrong login, wrong password and disabled account cannot be told apart, nor by the time they take.
 * @param actor who this browser was until now: that session ends
 * @returns the new actor's session: its secret token and when it ends at the latest
 * @throws Refusal 'sign-in' `sign-in-failed`
 * @throws Refusal 'throttled' `sign-in-throttled` with `retryAfterSeconds`
 */
export async function signIn(
  deps: Pick<Deps, 'db' | 'now'>,
  authenticator: Authenticator,
  { login, password }: { login: string; password: string },
  visitor: Visitor,
  actor?: Actor,
) {
  const { db, now } = deps
  const keys = await countSignIn(deps, login, visitor.address)
  const found = await authenticator.authenticate(login, password)
  if (found.is === 'wrong') {
    await recordFailure(deps, found.account, authenticator.method, visitor.address)
    throw new Refusal('sign-in', 'sign-in-failed')
  }
  const { personId } = found
  const session = await transact(db, async (trx) => {
    const at = now()
    if (actor) await endSessions(trx, { sessionId: actor.sessionId }, at)
    const opened = await openSession(trx, { personId, ...visitor, at })
    await record(trx, {
      actorId: personId,
      action: 'signed-in',
      subject: `account:${personId}`,
      detail: { sessionId: opened.id, method: authenticator.method },
      address: visitor.address,
      at,
    })
    return opened
  })
  if (actor) forgetActors(db)
  await forgetAttempts(db, keys.account)
  await uncountAttempt(db, keys.address, PER_ADDRESS)
  return session
}

/** Ends the actor's own session, its open pages included. */
export async function signOut({ db, now }: Pick<Deps, 'db' | 'now'>, actor: Actor, address: string) {
  await transact(db, async (trx) => {
    const at = now()
    if ((await endSessions(trx, { sessionId: actor.sessionId }, at)) === 0) return
    await record(trx, {
      actorId: actor.id,
      action: 'signed-out',
      subject: `account:${actor.id}`,
      detail: { sessionId: actor.sessionId },
      address,
      at,
    })
  })
  forgetActors(db)
}

async function countSignIn({ db, now }: Pick<Deps, 'db' | 'now'>, login: string, address: string) {
  const at = now()
  const keys = {
    address: `sign-in-address:${networkOf(address)}`,
    account: `sign-in-account:${canonicalLogin(login).toLowerCase()}`,
  }
  const addressWaits = await countAttempt(db, at, keys.address, PER_ADDRESS)
  if (addressWaits) throw new Refusal('throttled', 'sign-in-throttled', addressWaits)
  const accountWaits = await countAttempt(db, at, keys.account, PER_ACCOUNT)
  if (accountWaits) {
    await uncountAttempt(db, keys.address, PER_ADDRESS)
    throw new Refusal('throttled', 'sign-in-throttled', accountWaits)
  }
  return keys
}

/** Which login was tried is not kept: it is a password often enough. */
const recordFailure = (
  { db, now }: Pick<Deps, 'db' | 'now'>,
  account: string | undefined,
  method: string,
  address: string,
) =>
  transact(db, (trx) =>
    record(trx, {
      actorId: null,
      action: 'sign-in-failed',
      subject: `account:${account ?? 'unknown'}`,
      detail: { method },
      address,
      at: now(),
    }),
  )

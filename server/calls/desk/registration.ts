import { randomBytes } from 'node:crypto'
import type { Actor } from '../../platform/actor.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { orderOrRefuse } from './order.ts'
import { readPhone } from './own-phone.ts'

const SECRET_BYTES = 24

type Registering = Pick<Deps, 'db' | 'now' | 'telephony' | 'secrets'>

/**
 * Lets the browser phone of this session register at every exchange, with a secret of its own until the session ends.
 * The same session gets the same secret again; another one of the same agent takes its place.
 *
 * @throws Refusal 'conflict' `own-extension-missing`: no telephone at their seat
 * @throws Refusal 'unavailable' `telephone-away`
 */
export async function letRegister(deps: Registering, actor: Pick<Actor, 'id' | 'sessionId'>) {
  const { db, secrets } = deps
  const at = deps.now()
  const { extension } = await readPhone(db, actor.id)
  if (!extension) throw new Refusal('conflict', 'own-extension-missing')
  const session = await db
    .selectFrom('sessions')
    .select('expiresAt')
    .where('id', '=', actor.sessionId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst()
  if (!session) throw new Refusal('sign-in', 'sign-in-needed')
  const known = await db
    .selectFrom('phoneRegistrations')
    .select(['sessionId', 'extension', 'wrapped'])
    .where('personId', '=', actor.id)
    .where('expiresAt', '>', at)
    .executeTakeFirst()
  const isSame = known?.sessionId === actor.sessionId && known.extension === extension
  const secret = isSame ? secrets.unwrap(known.wrapped) : randomBytes(SECRET_BYTES)
  // Whoever had the seat's telephone before has it no more.
  await db
    .deleteFrom('phoneRegistrations')
    .where('extension', '=', extension)
    .where('personId', '!=', actor.id)
    .execute()
  const row = {
    sessionId: actor.sessionId,
    extension,
    wrapped: secrets.wrap(secret),
    issuedAt: at,
    expiresAt: session.expiresAt,
  }
  await db
    .insertInto('phoneRegistrations')
    .values({ personId: actor.id, ...row })
    .onConflict((conflict) => conflict.column('personId').doUpdateSet(row))
    .execute()
  await orderOrRefuse(deps, {
    do: 'let-register',
    commandId: `register-${actor.id}-${at.getTime()}`,
    extension,
    secret: secret.toString('base64url'),
    kind: 'browser',
  })
  const exchanges = await db
    .selectFrom('exchanges')
    .select(['name', 'phoneUrl'])
    .where('state', 'in', ['up', 'degraded'])
    .where('phoneUrl', 'is not', null)
    .orderBy('name')
    .execute()
  return {
    extension,
    secret: secret.toString('base64url'),
    expiresAt: session.expiresAt,
    exchanges: exchanges.map(({ name, phoneUrl }) => ({ name, url: phoneUrl! })),
  }
}

/** An exchange that has come back knows no phones: it is told once more of every one that may register. */
export async function letRegisterAgain(
  { db, now, telephony, secrets }: Registering,
  _change: { exchange: string },
  event = '',
): Promise<void> {
  const valid = await db
    .selectFrom('phoneRegistrations')
    .select(['personId', 'extension', 'wrapped'])
    .where('expiresAt', '>', now())
    .execute()
  for (const { personId, extension, wrapped } of valid)
    await telephony.order({
      do: 'let-register',
      commandId: `register-${personId}-${event}`,
      extension,
      secret: secrets.unwrap(wrapped).toString('base64url'),
      kind: 'browser',
    })
}

/** Ends what lets a browser phone register with the session it was for. Should the exchange be away, the sweep does it. */
export async function endRegistrations(
  deps: Pick<Deps, 'db' | 'now' | 'telephony'>,
  { personId, sessionId }: { personId: Id<'person'>; sessionId: Id<'session'> | null },
): Promise<void> {
  let ended = deps.db
    .updateTable('phoneRegistrations')
    .set({ expiresAt: deps.now() })
    .where('personId', '=', personId)
  if (sessionId) ended = ended.where('sessionId', '=', sessionId)
  await ended.execute()
  await sweepRegistrations(deps)
}

/** Has the exchanges forget the secrets of sessions that are over. */
export async function sweepRegistrations({
  db,
  now,
  telephony,
}: Pick<Deps, 'db' | 'now' | 'telephony'>): Promise<void> {
  const over = await db
    .selectFrom('phoneRegistrations')
    .select(['personId', 'extension', 'sessionId', 'expiresAt'])
    .where('expiresAt', '<=', now())
    .execute()
  for (const { personId, extension, sessionId, expiresAt } of over) {
    const commandId = `unregister-${personId}-${expiresAt.getTime()}`
    const done = await telephony.order({
      do: 'let-register',
      commandId,
      extension,
      secret: null,
      kind: 'browser',
    })
    if (!done.ok && done.code !== 'gone') continue
    await db
      .deleteFrom('phoneRegistrations')
      .where('personId', '=', personId)
      .where('sessionId', '=', sessionId)
      .where('expiresAt', '=', expiresAt)
      .execute()
  }
}

import { Buffer } from 'node:buffer'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'

const MOST_BYTES = 100_000
/** More than anybody writes at once; the oldest goes. */
const MOST_DRAFTS = 200

/** One's own draft, nobody else's; `body` is null when there is none. */
export async function readDraft(db: Db, actor: Pick<Actor, 'id'>, key: string) {
  const draft = await db
    .selectFrom('drafts')
    .select('updatedAt')
    .select((eb) => eb.ref('body').$castTo<Record<string, unknown>>().as('body'))
    .where('personId', '=', actor.id)
    .where('key', '=', key)
    .executeTakeFirst()
  return draft ?? { body: null, updatedAt: null }
}

/**
 * Keeps one's draft; the last one written wins, and `updatedAt` tells another page of the same person.
 *
 * @param body null removes it
 * @returns when it was kept; null when it was removed
 * @throws Refusal 'too-large' `content-too-large` with `maxBytes`: more than 100,000 bytes as JSON
 */
export async function keepDraft(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Pick<Actor, 'id'>,
  key: string,
  body: Record<string, unknown> | null,
): Promise<{ updatedAt: Date | null }> {
  if (body === null) {
    await db.deleteFrom('drafts').where('personId', '=', actor.id).where('key', '=', key).execute()
    return { updatedAt: null }
  }
  const text = JSON.stringify(body)
  if (Buffer.byteLength(text) > MOST_BYTES)
    throw new Refusal('too-large', 'content-too-large', { maxBytes: MOST_BYTES })
  const updatedAt = now()
  await db
    .insertInto('drafts')
    .values({ personId: actor.id, key, body: text, updatedAt })
    .onConflict((conflict) => conflict.columns(['personId', 'key']).doUpdateSet({ body: text, updatedAt }))
    .execute()
  await forgetOldest(db, actor)
  return { updatedAt }
}

const forgetOldest = (db: Db, actor: Pick<Actor, 'id'>) =>
  db
    .deleteFrom('drafts')
    .where('personId', '=', actor.id)
    .where('key', 'in', (eb) =>
      eb
        .selectFrom('drafts')
        .select('key')
        .where('personId', '=', actor.id)
        .orderBy('updatedAt', 'desc')
        .offset(MOST_DRAFTS)
        .limit(100),
    )
    .execute()

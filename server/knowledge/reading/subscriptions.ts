import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { cleanLine } from '../../platform/zh/text.ts'

const MOST = 100

/** One of the two is given: entries of a system, or with a tag. */
export type Subscription = { systemId: number | null; tag: string | null }

/** What somebody hears of, systems first. */
export const listSubscriptions = (db: Db, personId: Id<'person'>) =>
  db
    .selectFrom('knowledgeSubscriptions')
    .select(['systemId', 'tag'])
    .where('personId', '=', personId)
    .orderBy('systemId')
    .orderBy('tag')
    .execute()

/**
 * Lets somebody hear of new entries; once more changes nothing.
 * @throws Refusal 'invalid' `input-invalid`: not exactly one of the two, or a hundred already
 * @throws Refusal 'conflict' `refers-to-nothing`: no such system
 */
export async function subscribe(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  personId: Id<'person'>,
  asked: Subscription,
) {
  const subscription = demandOne(asked)
  const { n } = await db
    .selectFrom('knowledgeSubscriptions')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('personId', '=', personId)
    .executeTakeFirstOrThrow()
  if (n >= MOST) throw invalid('maxItems')
  await db
    .insertInto('knowledgeSubscriptions')
    .values({ personId, ...subscription, at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return listSubscriptions(db, personId)
}

/** Somebody hears of it no more. @throws Refusal 'invalid' `input-invalid` */
export async function unsubscribe(db: Db, personId: Id<'person'>, asked: Subscription) {
  const { systemId, tag } = demandOne(asked)
  await db
    .deleteFrom('knowledgeSubscriptions')
    .where('personId', '=', personId)
    .where('systemId', systemId === null ? 'is' : '=', systemId)
    .where('tag', tag === null ? 'is' : '=', tag)
    .execute()
  return listSubscriptions(db, personId)
}

function demandOne({ systemId, tag }: Subscription): Subscription {
  const clean = tag === null ? null : cleanLine(tag)
  if ((systemId === null) === (clean === null) || clean === '') throw invalid('oneOf')
  return { systemId, tag: clean }
}

const invalid = (rule: string) =>
  new Refusal('invalid', 'input-invalid', { fields: [{ path: '/systemId', rule }] })

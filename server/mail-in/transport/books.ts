import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'

const WINDOW_MS = 48 * 3_600_000
/** A mail that nothing has become of for so long is stuck. */
const TOO_LONG_MS = 10 * 60_000

/** The books of received mail, newest hour first; the last 48 hours unless told otherwise. */
export async function readBooks(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  { from, to }: { from?: string | undefined; to?: string | undefined },
) {
  const since = from ? new Date(from) : new Date(now().getTime() - WINDOW_MS)
  const rows = await db
    .selectFrom('mailBooks')
    .selectAll()
    .where('hour', '>=', since)
    .$if(to !== undefined, (books) => books.where('hour', '<', new Date(to!)))
    .orderBy('hour', 'desc')
    .orderBy('mailboxId')
    .limit(5000)
    .execute()
  const kept = await db
    .selectNoFrom((e) => [
      e
        .selectFrom('receivedMails')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('outcome', '=', 'quarantined')
        .as('quarantined'),
      e
        .selectFrom('receivedMails')
        .select(({ fn }) => sql<number>`coalesce(${fn.sum('held')}, 0)::int`.as('n'))
        .where('held', '>', 0)
        .as('held'),
    ])
    .executeTakeFirstOrThrow()
  const hours = rows.map((row) => ({ ...row, balanced: isBalanced(row) }))
  return {
    balanced: hours.every(({ balanced }) => balanced) && (await countStuck(db, now())) === 0,
    quarantined: kept.quarantined ?? 0,
    held: kept.held ?? 0,
    hours,
  }
}

type Counted = Record<'stored' | 'cases' | 'followUps' | 'quarantined' | 'refused' | 'waiting', number>

const isBalanced = ({ onServer, stored, ...became }: Counted & { onServer: number | null }) =>
  (onServer === null || onServer === stored) &&
  stored === became.cases + became.followUps + became.quarantined + became.refused + became.waiting

/**
 * For readiness: resolves while mail flows.
 * @throws Error when a mailbox cannot be read, a mail is stuck, or the books of the last 48 hours differ
 */
export async function checkMailIn({ db, now }: Pick<Deps, 'db' | 'now'>) {
  const at = now()
  const failing = await db.selectFrom('mailboxes').select('id').where('state', '=', 'failing').execute()
  const differing = await db
    .selectFrom('mailBooks')
    .select('hour')
    .where('hour', '>=', new Date(at.getTime() - WINDOW_MS))
    .where(
      sql<boolean>`(on_server <> stored or stored <> cases + follow_ups + quarantined + refused + waiting)`,
    )
    .limit(1)
    .execute()
  const stuck = await countStuck(db, at)
  if (failing.length + differing.length + stuck > 0)
    throw new Error(
      `${failing.length} mailboxes failing, ${stuck} mails stuck, books ${differing.length ? 'differ' : 'balance'}`,
    )
}

const countStuck = async (db: Db, at: Date) =>
  (
    await db
      .selectFrom('receivedMails')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('outcome', 'is', null)
      .where('storedAt', '<', new Date(at.getTime() - TOO_LONG_MS))
      .executeTakeFirstOrThrow()
  ).n

/** How many mails wait to be dealt with. */
export const countWaiting = async (db: Db) =>
  (
    await db
      .selectFrom('receivedMails')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('outcome', 'is', null)
      .executeTakeFirstOrThrow()
  ).n

/** What became of received mail, as the books have it. */
export async function countDecided(db: Db) {
  const { cases, followUps, quarantined, refused } = await db
    .selectFrom('mailBooks')
    .select(({ fn }) => [
      fn.sum<string | null>('cases').as('cases'),
      fn.sum<string | null>('followUps').as('followUps'),
      fn.sum<string | null>('quarantined').as('quarantined'),
      fn.sum<string | null>('refused').as('refused'),
    ])
    .executeTakeFirstOrThrow()
  return {
    case: Number(cases ?? 0),
    'follow-up': Number(followUps ?? 0),
    quarantined: Number(quarantined ?? 0),
    refused: Number(refused ?? 0),
  }
}

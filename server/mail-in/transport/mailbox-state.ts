import { sql } from 'kysely'
import type { Deps } from '../../platform/deps.ts'
import { type Fault, sentenceOf } from './faults.ts'

/** How often a mailbox that is read says so: often enough to believe it. */
const SAID_EVERY = '10 seconds'

/** It was read to its end just now. */
export const noteRead = ({ db, now }: Pick<Deps, 'db' | 'now'>, mailboxId: number) =>
  db
    .updateTable('mailboxes')
    .set({
      state: 'ok',
      stateSince: sql`case when state = 'ok' then state_since else ${now()} end`,
      lastError: null,
      lastReadAt: now(),
    })
    .where('id', '=', mailboxId)
    .where('pausedAt', 'is', null)
    .where(
      sql<boolean>`(state <> 'ok' or last_read_at is null or last_read_at < ${now()}::timestamptz - ${SAID_EVERY}::interval)`,
    )
    .execute()

/** It cannot be read, since the first time in a row. */
export const noteFault = ({ db, now }: Pick<Deps, 'db' | 'now'>, mailboxId: number, fault: Fault) =>
  db
    .updateTable('mailboxes')
    .set({
      state: 'failing',
      stateSince: sql`case when state = 'failing' then state_since else ${now()} end`,
      lastError: sentenceOf(fault),
    })
    .where('id', '=', mailboxId)
    .where('pausedAt', 'is', null)
    .execute()

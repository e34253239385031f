import { sql } from 'kysely'
import type { StoredCase } from '../../cases/tables.ts'
import type { Db } from '../../platform/database/database.ts'

/** A message says what it is about at its beginning. */
const LOOKED_AT = 1000

/**
 * What a case is about, for looking it up: its subject, what was asked first, and what its requester wrote last, which
 * may be another question by now.
 */
export async function wordsOfCase(db: Db, { id, title }: Pick<StoredCase, 'id' | 'title'>): Promise<string> {
  const { rows } = await sql<{ first: string | null; last: string | null }>`
    select
      (select left(body ->> 'text', ${LOOKED_AT}) from timeline
        where case_id = ${id} and kind = 'message-in' order by seq limit 1) as first,
      (select left(body ->> 'text', ${LOOKED_AT}) from timeline
        where case_id = ${id} and kind = 'message-in' order by seq desc limit 1) as last`.execute(db)
  const { first, last } = rows[0] ?? {}
  return [...new Set([title, first, last])].filter(Boolean).join('\n')
}

/** The question as it was asked, and the answer that was sent: the formal one, else what was last written. */
export async function questionAndAnswer(
  db: Db,
  { id, answer }: Pick<StoredCase, 'id' | 'answer'>,
): Promise<{ question: string; answer: string }> {
  const { rows } = await sql<{ question: string | null; sent: string | null }>`
    select
      (select body ->> 'text' from timeline
        where case_id = ${id} and kind = 'message-in' order by seq limit 1) as question,
      (select body ->> 'text' from timeline
        where case_id = ${id} and kind = 'message-out' order by seq desc limit 1) as sent`.execute(db)
  return { question: rows[0]?.question ?? '', answer: answer ?? rows[0]?.sent ?? '' }
}

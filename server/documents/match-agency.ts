import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'

/**
 * The agency of the directory that sent a document: by its code, else by its full or short name (台 and 臺 are the
 * same), else the one with the longest name that the sender's name begins with (a unit of that agency).
 */
export async function matchAgency(
  db: Db,
  { senderCode, senderName }: { senderCode: string | null; senderName: string },
): Promise<number | null> {
  const name = senderName.replace(/\s+/gu, '').replaceAll('台', '臺')
  const { rows } = await sql<{ id: number }>`
    select id from (
      select id, code, translate(name, '台', '臺') as name, translate(short_name, '台', '臺') as short_name from agencies
    ) a
    where upper(code) = upper(${senderCode ?? ''}) or (${name} <> '' and (name = ${name} or short_name = ${name}
      or (char_length(name) >= 4 and left(${name}, char_length(name)) = name)))
    order by upper(code) = upper(${senderCode ?? ''}) desc, name = ${name} desc, short_name = ${name} desc,
      char_length(name) desc, id
    limit 1`.execute(db)
  return rows[0]?.id ?? null
}

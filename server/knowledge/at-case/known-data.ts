import { sql } from 'kysely'
import type { StoredCase } from '../../cases/tables.ts'
import type { Db } from '../../platform/database/database.ts'
import { formatPhone, parsePhone } from '../../platform/zh/phone.ts'
import type { KnownData } from '../personal-data.ts'

/** A name of one character would be found in every second word. */
const SHORTEST_NAME = 2

/** What the case knows of its people without reading its text: whoever asked, and everybody who wrote in it. */
export async function knownData(db: Db, row: StoredCase): Promise<KnownData[]> {
  const { rows } = await sql<{ name: string; email: string | null; personnelNo: string | null }>`
    select distinct p.name, p.email, p.personnel_no from people p
    where p.id = any(${[row.requesterId, row.keyedById, row.ownerId].filter((id) => id !== null)}::uuid[])
      or p.id in (select actor_id from timeline where case_id = ${row.id} and actor_id is not null)`.execute(
    db,
  )
  const names = [row.requesterName, ...rows.map(({ name }) => name)].filter(
    (name) => [...name].length >= SHORTEST_NAME,
  )
  const mails = [row.requesterEmail, ...rows.map(({ email }) => email)]
  const phone = row.requesterPhone ? parsePhone(row.requesterPhone) : undefined
  const phones = [
    row.requesterPhone,
    phone ? formatPhone(phone) : null,
    phone ? formatPhone({ e164: phone.e164 }) : null,
  ]
  return [
    ...known('name', names),
    ...known('mail', mails),
    ...known('phone', phones),
    ...known(
      'employee-number',
      rows.map(({ personnelNo }) => personnelNo),
    ),
    ...known('case-number', [row.number]),
  ]
}

const known = (kind: KnownData['kind'], texts: readonly (string | null)[]): KnownData[] =>
  [...new Set(texts)].flatMap((text) => (text?.trim() ? [{ kind, text }] : []))

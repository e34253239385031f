import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../../../platform/database/database.ts'
import type { Id } from '../../../platform/values.ts'
import { decidePerson, type LoadedPerson } from './decide-person.ts'
import { type Mode, oneOf, type Range, type SubjectWork } from './subject.ts'

const phonesOf = (column: RawBuilder<unknown>) => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('e164', e164, 'extension', extension) order by e164, extension), '[]')
  from person_phones where person_id = ${column})`

const image = sql`to_jsonb(p) || jsonb_build_object('phones', ${phonesOf(sql`p.id`)})`

/** People by personnel number. */
export const people: SubjectWork = {
  async arrange(trx, importId) {
    // Who is new comes first and those who hand over come last: a successor is there when they do.
    await sql`
      update import_rows r set place = o.place from (
        select row_no, (select count(*) from import_rows where import_id = ${importId} and faults is not null)
          + row_number() over (order by p.id is not null and data ? 'successorNo', row_no) as place
        from import_rows left join people p on p.personnel_no = key
        where import_id = ${importId} and faults is null) o
      where r.import_id = ${importId} and r.row_no = o.row_no`.execute(trx)
  },

  async decide(db, range, mode) {
    const rows = await load(db, range, mode)
    // Who is made by the same statement may take over already.
    const made = new Map<string, Id<'person'>>()
    const decisions = rows.map((row) => {
      const successorId = row.successorId ?? made.get(row.data.successorNo ?? '') ?? null
      const decision = decidePerson({ ...row, successorId }, mode)
      if (decision.outcome === 'created') made.set(row.key, decision.recordId as Id<'person'>)
      return decision
    })
    return { decisions, last: rows.at(-1)?.place ?? range.after }
  },

  async write(trx, decisions, at) {
    const written = decisions.flatMap(({ record, outcome }) => (record ? [{ ...record, outcome }] : []))
    if (written.length === 0) return
    const rows = sql`jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as w (id uuid, outcome text,
      personnel_no text, agency_id integer, name text, title text, email text, left_on date, phones jsonb)`
    await sql`
      insert into people (id, personnel_no, agency_id, name, title, email, left_on, refreshed_at)
      select id, personnel_no, agency_id, name, title, email, left_on, ${at} from ${rows}
      where outcome = 'created'`.execute(trx)
    const changed = written.filter(({ outcome }) => outcome === 'changed')
    if (changed.length > 0)
      await sql`
      update people p set agency_id = w.agency_id, name = w.name, title = w.title, email = w.email,
        left_on = w.left_on, refreshed_at = ${at}
      from ${rows} where w.outcome = 'changed' and p.id = w.id`.execute(trx)
    const anew = changed.flatMap((record: Record<string, unknown>) =>
      record['phones'] ? [record['id']] : [],
    )
    if (anew.length > 0) await removePhones(trx, anew)
    await addPhones(trx, rows)
  },

  digest: (id) =>
    sql<
      string | null
    >`(select md5((${image} - 'refreshed_at')::text) from people p where p.id = ${id}::uuid)`,

  async lock(trx, ids) {
    await sql`select from people where id = any (${ids}::uuid[]) order by id for no key update`.execute(trx)
  },

  async restore(trx, restored) {
    const rows = sql`jsonb_to_recordset(${JSON.stringify(restored)}::jsonb) as r ("recordId" uuid, before jsonb)
      cross join jsonb_populate_record(null::people, r.before) b`
    await sql`
      update people p set personnel_no = b.personnel_no, agency_id = b.agency_id, vendor_id = b.vendor_id,
        name = b.name, title = b.title, email = b.email, proficiency = b.proficiency,
        refreshed_at = b.refreshed_at, left_on = b.left_on
      from ${rows} where p.id = r."recordId"`.execute(trx)

    await removePhones(
      trx,
      restored.map(({ recordId }) => recordId),
    )
    await addPhones(
      trx,
      sql`(select "recordId" as id, before -> 'phones' as phones
        from jsonb_to_recordset(${JSON.stringify(restored)}::jsonb) as r ("recordId" uuid, before jsonb)) w`,
    )
  },

  async remove(trx, ids) {
    await sql`delete from people where id = any (${ids}::uuid[])`.execute(trx)
  },
}

const removePhones = (trx: Trx, ids: readonly unknown[]) =>
  trx.deleteFrom('personPhones').where(sql<boolean>`person_id = any (${ids}::uuid[])`).execute()

/** Adds the numbers told, where some are. */
async function addPhones(trx: Trx, rows: RawBuilder<unknown>) {
  await sql`
    insert into person_phones (person_id, e164, extension)
    select w.id, phone ->> 'e164', phone ->> 'extension'
    from ${rows} cross join lateral jsonb_array_elements(
      case when jsonb_typeof(w.phones) = 'array' then w.phones else '[]' end) phone
    on conflict do nothing`.execute(trx)
}

async function load(db: Db, { importId, after, most }: Range, mode: Mode): Promise<LoadedPerson[]> {
  const next = sql`(select row_no, place, key, data from import_rows
    where import_id = ${importId} and place > ${after} order by place limit ${most})`
  if (mode === 'write')
    await sql`select from people where id = any (array(
      select found.id from ${next} n cross join lateral (select id from people where personnel_no = n.key limit 1) found))
      order by id for no key update`.execute(db)
  const { rows } = await sql<LoadedPerson>`
    select r.row_no, r.place, r.key, r.data, a.id as agency_id, s.id as successor_id,
      si.row_no is not null as successor_comes,
      (s.left_on is not null or coalesce(si.data ->> 'leftOn', '') <> '') as successor_leaves,
      case when p.id is not null then ${image} end as before,
      case when p.id is not null then jsonb_build_object('id', p.id, 'agencyId', p.agency_id, 'name', p.name,
        'title', p.title, 'email', p.email, 'leftOn', p.left_on, 'phones', ${phonesOf(sql`p.id`)}) end as now
    from ${next} r
    ${oneOf(sql`select * from people where personnel_no = r.key`)} p on true
    ${oneOf(sql`select id from agencies where code = r.data ->> 'agencyCode'`)} a on true
    ${oneOf(sql`select id, left_on from people where personnel_no = r.data ->> 'successorNo'`)} s on true
    ${oneOf(sql`select row_no, data from import_rows where import_id = ${importId}
      and key = r.data ->> 'successorNo' and faults is null`)} si on true
    order by r.place`.execute(db)
  return rows
}

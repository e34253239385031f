import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '../../../platform/database/database.ts'
import { faultOf } from '../faults.ts'
import { neededForNew } from '../fields.ts'
import type { AgencyData } from '../row-data.ts'
import { arrangeAgencies } from './arrange-agencies.ts'
import { type Decision, type Loaded, type Mode, oneOf, type Range, type SubjectWork } from './subject.ts'

type AgencyNow = Required<Omit<AgencyData, 'parentCode'>> & { id: number; parentId: number | null }

type LoadedAgency = Loaded & {
  data: AgencyData
  now: AgencyNow | null
  parentId: number | null
  /** Of a new agency: the key that it gets. */
  nextId: number | null
}

/** Agencies by code. */
export const agencies: SubjectWork = {
  arrange: arrangeAgencies,

  async decide(db, range, mode) {
    const rows = await load(db, range, mode)
    const decisions = rows.map((row) => decideAgency(row, mode))
    return {
      decisions: mode === 'write' ? withoutOrphans(decisions) : decisions,
      last: rows.at(-1)?.place ?? range.after,
    }
  },

  async write(trx, decisions) {
    const written = decisions.flatMap(({ record, outcome }) => (record ? [{ ...record, outcome }] : []))
    if (written.length === 0) return
    const rows = sql`jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as w (id integer, outcome text, code text,
      name text, short_name text, parent_id integer, parent_code text, hr_system text, county text, address text,
      reporting_route text, notes text)`
    // A parent may be made by the same statement: its key is known by then, as both were drawn before.
    await sql`
      insert into agencies (id, code, name, short_name, parent_id, hr_system, county, address, reporting_route, notes)
      select id, code, name, short_name,
        coalesce(parent_id, (select m.id from ${sql`jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as m (id integer, code text, outcome text)`}
          where m.code = w.parent_code and m.outcome = 'created')),
        hr_system, county, address, reporting_route, notes
      from ${rows} where outcome = 'created'`.execute(trx)
    await sql`
      update agencies a set name = w.name, short_name = w.short_name,
        parent_id = coalesce(w.parent_id, (select id from agencies where code = w.parent_code)),
        hr_system = w.hr_system, county = w.county, address = w.address, reporting_route = w.reporting_route,
        notes = w.notes
      from ${rows} where w.outcome = 'changed' and a.id = w.id`.execute(trx)
    await refuseCircles(trx, rows)
  },

  digest: (id) =>
    sql<string | null>`(select md5(to_jsonb(a)::text) from agencies a where a.id = ${id}::integer)`,

  async lock(trx, ids) {
    await sql`select from agencies where id = any (${ids}::integer[]) order by id for no key update`.execute(
      trx,
    )
  },

  async restore(trx, restored) {
    await sql`
      update agencies a set code = b.code, name = b.name, short_name = b.short_name, parent_id = b.parent_id,
        hr_system = b.hr_system, address = b.address, county = b.county, reporting_route = b.reporting_route,
        notes = b.notes
      from jsonb_to_recordset(${JSON.stringify(restored)}::jsonb) as r ("recordId" integer, before jsonb)
        cross join jsonb_populate_record(null::agencies, r.before) b
      where a.id = r."recordId"`.execute(trx)
  },

  async remove(trx, ids) {
    await sql`delete from agencies where id = any (${ids}::integer[])`.execute(trx)
  },
}

/**
 * `arrange` lets no circle through; but a row that the database then refuses may leave half of an exchange of places.
 * @throws Error as the database does when a constraint is broken
 */
async function refuseCircles(trx: Trx, rows: RawBuilder<unknown>) {
  const { rows: circles } = await sql`
    with recursive up (start, id) as (
      select a.id, a.parent_id from agencies a join ${rows} on w.id = a.id where a.parent_id is not null
      union
      select up.start, a.parent_id from up join agencies a on a.id = up.id
      where a.parent_id is not null and up.id <> up.start)
    select from up where start = id limit 1`.execute(trx)
  if (circles.length > 0) throw Object.assign(new Error('agencies above each other'), { code: '23514' })
}

/** A parent that is not stored is made by the same statement, or its own row could not be written. */
function withoutOrphans(decisions: readonly Decision[]): Decision[] {
  const made = new Set<unknown>()
  return decisions.map((decision) => {
    const { rowNo, outcome, record } = decision
    const parent = record?.['parent_code']
    if (parent && !made.has(parent)) {
      const value = String(parent)
      return { rowNo, outcome: 'failed', faults: [faultOf('parent-failed', { field: 'parentCode', value })] }
    }
    if (outcome === 'created') made.add(record?.['code'])
    return decision
  })
}

async function load(db: Db, { importId, after, most }: Range, mode: Mode): Promise<LoadedAgency[]> {
  const next = sql`(select row_no, place, key, data from import_rows
    where import_id = ${importId} and place > ${after} order by place limit ${most})`
  if (mode === 'write')
    await sql`select from agencies where id = any (array(
      select found.id from ${next} n cross join lateral (select id from agencies where code = n.key limit 1) found))
      order by id for no key update`.execute(db)
  const { rows } = await sql<LoadedAgency>`
    select r.row_no, r.place, r.key, r.data, parent.id as parent_id, to_jsonb(a) as before,
      case when a.id is null and ${mode === 'write'}
        then nextval(pg_get_serial_sequence('agencies', 'id'))::integer end as next_id,
      case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name, 'shortName', a.short_name,
        'parentId', a.parent_id, 'hrSystem', a.hr_system, 'county', a.county, 'address', a.address,
        'reportingRoute', a.reporting_route, 'notes', a.notes) end as now
    from ${next} r
    ${oneOf(sql`select * from agencies where code = r.key`)} a on true
    ${oneOf(sql`select id from agencies where code = r.data ->> 'parentCode'`)} parent on true
    order by r.place`.execute(db)
  return rows
}

const COUNTY = /^.{2}[縣市]/u

/** What becomes of one row about an agency. */
function decideAgency({ rowNo, key, data, now, before, ...row }: LoadedAgency, mode: Mode): Decision {
  const faults = now
    ? []
    : neededForNew('agencies')
        .filter((field) => !data[field as keyof AgencyData])
        .map((field) => faultOf('new-lacks', { field }))
  if (faults.length > 0) return { rowNo, outcome: 'failed', faults }
  const address = data.address ?? now?.address ?? ''
  const wanted = {
    name: data.name ?? now?.name ?? '',
    shortName: data.shortName ?? now?.shortName ?? data.name ?? '',
    hrSystem: data.hrSystem ?? now?.hrSystem,
    county: data.county ?? now?.county ?? COUNTY.exec(address)?.[0] ?? '',
    address,
    reportingRoute: data.reportingRoute ?? now?.reportingRoute ?? '',
    notes: data.notes ?? now?.notes ?? '',
  }
  const parentId = data.parentCode === undefined ? (now?.parentId ?? null) : row.parentId
  // Not there yet: the file brings it, else `arrange` would have refused the row.
  const parentComes = Boolean(data.parentCode) && row.parentId === null
  const recordId = now?.id ?? row.nextId
  const record = {
    id: recordId,
    code: key,
    name: wanted.name,
    short_name: wanted.shortName,
    parent_id: parentId,
    parent_code: parentComes ? data.parentCode : null,
    hr_system: wanted.hrSystem,
    county: wanted.county,
    address: wanted.address,
    reporting_route: wanted.reportingRoute,
    notes: wanted.notes,
  }
  const made = { rowNo, recordId: String(recordId) }
  if (!now) return { ...made, outcome: 'created', record }
  const isChanged =
    (Object.keys(wanted) as (keyof typeof wanted)[]).some((field) => wanted[field] !== now[field]) ||
    parentId !== now.parentId ||
    (mode === 'check' && parentComes)
  return isChanged ? { ...made, outcome: 'changed', record, before } : { ...made, outcome: 'unchanged' }
}

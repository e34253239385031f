import { sql } from 'kysely'
import type { Db } from '../../../platform/database/database.ts'
import type { Id } from '../../../platform/values.ts'
import { faultOf } from '../faults.ts'
import { neededForNew } from '../fields.ts'
import type { SystemData } from '../row-data.ts'
import {
  type Decision,
  inOrderOfRows,
  type Loaded,
  type Mode,
  oneOf,
  type Range,
  type SubjectWork,
} from './subject.ts'

type SystemNow = {
  id: number
  name: string
  shortName: string
  oldNames: string[]
  domain: string
  ownerId: Id<'person'> | null
  vendorId: number | null
}

type LoadedSystem = Loaded & {
  data: SystemData
  now: SystemNow | null
  ownerId: Id<'person'> | null
  ownerHasLeft: boolean
  vendorId: number | null
  nextId: number | null
}

/** The catalogue of systems by code. */
export const systems: SubjectWork = {
  async arrange(trx, importId) {
    await inOrderOfRows(trx, importId)
  },

  async decide(db, range, mode) {
    const rows = await load(db, range, mode)
    return { decisions: rows.map(decideSystem), last: rows.at(-1)?.place ?? range.after }
  },

  async write(trx, decisions) {
    const written = decisions.flatMap(({ record, outcome }) => (record ? [{ ...record, outcome }] : []))
    if (written.length === 0) return
    const rows = sql`jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as w (id smallint, outcome text, code text,
      name text, short_name text, old_names text[], domain text, owner_id uuid, vendor_id smallint)`
    await sql`
      insert into systems (id, code, name, short_name, old_names, domain, owner_id, vendor_id)
      select id, code, name, short_name, old_names, domain, owner_id, vendor_id from ${rows}
      where outcome = 'created'`.execute(trx)
    await sql`
      update systems s set name = w.name, short_name = w.short_name, old_names = w.old_names, domain = w.domain,
        owner_id = w.owner_id, vendor_id = w.vendor_id
      from ${rows} where w.outcome = 'changed' and s.id = w.id`.execute(trx)
  },

  digest: (id) =>
    sql<string | null>`(select md5(to_jsonb(s)::text) from systems s where s.id = ${id}::smallint)`,

  async lock(trx, ids) {
    await sql`select from systems where id = any (${ids}::smallint[]) order by id for no key update`.execute(
      trx,
    )
  },

  async restore(trx, restored) {
    await sql`
      update systems s set code = b.code, name = b.name, short_name = b.short_name, old_names = b.old_names,
        domain = b.domain, owner_id = b.owner_id, vendor_id = b.vendor_id
      from jsonb_to_recordset(${JSON.stringify(restored)}::jsonb) as r ("recordId" smallint, before jsonb)
        cross join jsonb_populate_record(null::systems, r.before) b
      where s.id = r."recordId"`.execute(trx)
  },

  async remove(trx, ids) {
    await sql`delete from systems where id = any (${ids}::smallint[])`.execute(trx)
  },
}

async function load(db: Db, { importId, after, most }: Range, mode: Mode): Promise<LoadedSystem[]> {
  const next = sql`(select row_no, place, key, data from import_rows
    where import_id = ${importId} and place > ${after} order by place limit ${most})`
  if (mode === 'write')
    await sql`select from systems where id = any (array(
      select found.id from ${next} n cross join lateral (select id from systems where code = n.key limit 1) found))
      order by id for no key update`.execute(db)
  const { rows } = await sql<LoadedSystem>`
    select r.row_no, r.place, r.key, r.data, o.id as owner_id, o.left_on is not null as owner_has_left,
      v.id as vendor_id, to_jsonb(s) as before,
      case when s.id is null and ${mode === 'write'}
        then nextval(pg_get_serial_sequence('systems', 'id'))::smallint end as next_id,
      case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name, 'shortName', s.short_name,
        'oldNames', s.old_names, 'domain', s.domain, 'ownerId', s.owner_id, 'vendorId', s.vendor_id) end as now
    from ${next} r
    ${oneOf(sql`select * from systems where code = r.key`)} s on true
    ${oneOf(sql`select id, left_on from people where personnel_no = r.data ->> 'ownerNo'`)} o on true
    ${oneOf(sql`select id from vendors where name = r.data ->> 'vendorName'`)} v on true
    order by r.place`.execute(db)
  return rows
}

/** What becomes of one row about a system. */
function decideSystem({ rowNo, key, data, now, before, ...row }: LoadedSystem): Decision {
  const faults = now
    ? []
    : neededForNew('systems')
        .filter((field) => !data[field as keyof SystemData])
        .map((field) => faultOf('new-lacks', { field }))
  const owner = { field: 'ownerNo', value: data.ownerNo ?? '' }
  if (data.ownerNo && row.ownerId === null) faults.push(faultOf('owner-unknown', owner))
  else if (data.ownerNo && row.ownerHasLeft) faults.push(faultOf('owner-left', owner))
  if (data.vendorName && row.vendorId === null)
    faults.push(faultOf('vendor-unknown', { field: 'vendorName', value: data.vendorName }))
  if (faults.length > 0) return { rowNo, outcome: 'failed', faults }
  const wanted = {
    name: data.name ?? now?.name ?? '',
    shortName: data.shortName ?? now?.shortName ?? data.name ?? '',
    oldNames: data.oldNames ?? now?.oldNames ?? [],
    domain: data.domain ?? now?.domain ?? '',
    ownerId: data.ownerNo === undefined ? (now?.ownerId ?? null) : row.ownerId,
    vendorId: data.vendorName === undefined ? (now?.vendorId ?? null) : row.vendorId,
  }
  const recordId = now?.id ?? row.nextId
  const record = {
    id: recordId,
    code: key,
    name: wanted.name,
    short_name: wanted.shortName,
    old_names: wanted.oldNames,
    domain: wanted.domain,
    owner_id: wanted.ownerId,
    vendor_id: wanted.vendorId,
  }
  const made = { rowNo, recordId: String(recordId) }
  if (!now) return { ...made, outcome: 'created', record }
  const isChanged = (Object.keys(wanted) as (keyof typeof wanted)[]).some(
    (field) => JSON.stringify(wanted[field]) !== JSON.stringify(now[field]),
  )
  return isChanged ? { ...made, outcome: 'changed', record, before } : { ...made, outcome: 'unchanged' }
}

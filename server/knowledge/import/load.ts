import { sql } from 'kysely'
import type { Mode, Range } from '../../directory/import/subjects/subject.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import type { Content } from '../shapes.ts'
import { nameOf } from './attachment-text.ts'
import type { EntryData } from './row-data.ts'

export type LoadedRow = {
  rowNo: number
  place: number
  key: string
  data: EntryData
  byNumber: Id<'knowledge-entry'> | null
  bySource: Id<'knowledge-entry'> | null
}

type StoredFileOfEntry = Content['files'][number] & { name: string; sha256: string | null }

/** An entry as it is now, with what its live version says, or its last one where nothing is live. */
export type EntryNow = {
  id: Id<'knowledge-entry'>
  number: string
  source: string | null
  ownerId: Id<'person'> | null
  reviewOn: string | null
  liveVersionId: Id<'knowledge-version'> | null
  firstLiveAt: string | null
  isWithdrawn: boolean
  isAtWork: boolean
  lastN: number
  content: Omit<Content, 'changeNote' | 'files'> & { files: StoredFileOfEntry[] }
}

/** What rows refer to by names and codes. */
export type Known = {
  entries: Map<Id<'knowledge-entry'>, EntryNow>
  /** By code, name, short name and old names, folded by `alike`. */
  systems: Map<string, number>
  vendors: Map<string, number>
  agencies: Map<string, number>
  people: Map<string, { id: Id<'person'>; hasLeft: boolean; mayWrite: boolean }>
  files: Map<string, { fileId: Id<'file'>; name: string; sha256: string }>
  /** The last number given out. */
  lastNumber: number
}

export const alike = (name: string) => name.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')

/** The next rows of an import in their order. */
export async function loadRows(db: Db, { importId, after, most }: Range): Promise<LoadedRow[]> {
  const { rows } = await sql<LoadedRow>`
    select r.row_no, r.place, r.key, r.data, n.id as by_number, s.id as by_source
    from (select row_no, place, key, data from import_rows
      where import_id = ${importId} and place > ${after} order by place limit ${most}) r
    left join lateral (select id from knowledge_entries where number = r.data ->> 'number') n on true
    left join lateral (select id from knowledge_entries where source = r.data ->> 'source') s on true
    order by r.place`.execute(db)
  return rows
}

/** What these rows refer to; in mode `write` their entries are locked until the transaction ends. */
export async function loadKnown(
  db: Db,
  { importId }: Range,
  rows: readonly LoadedRow[],
  mode: Mode,
): Promise<Known> {
  const entryIds = [
    ...new Set(rows.flatMap(({ byNumber, bySource }) => [byNumber, bySource].filter((id) => id !== null))),
  ]
  if (mode === 'write' && entryIds.length > 0)
    await sql`select from knowledge_entries where id = any (${entryIds}::uuid[]) order by id
      for no key update`.execute(db)
  const codes = rows.flatMap(
    ({ data }) => data.authorities?.flatMap(({ authority }) => [authority, authority.toUpperCase()]) ?? [],
  )
  const owners = rows.flatMap(({ data }) => data.ownerNo ?? [])
  const paths = rows.flatMap(({ data }) => data.files?.map(({ path }) => path) ?? [])
  return {
    entries: new Map((await entriesNow(db, entryIds)).map((entry) => [entry.id, entry])),
    systems: await systemsByName(db),
    vendors: new Map(
      (await db.selectFrom('vendors').select(['id', 'name']).execute()).map(({ id, name }) => [
        alike(name),
        id,
      ]),
    ),
    agencies: await agenciesByCode(db, codes),
    people: await peopleByNumber(db, owners),
    files: await filesByPath(db, importId, paths),
    lastNumber: await lastNumber(db),
  }
}

async function entriesNow(db: Db, ids: readonly Id<'knowledge-entry'>[]): Promise<EntryNow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Omit<EntryNow, 'content'> & EntryNow['content']>`
    select e.id, e.number, e.source, e.owner_id, e.review_on, e.live_version_id,
      e.first_live_at::text as first_live_at, e.withdrawn_at is not null as is_withdrawn,
      exists (select from knowledge_versions w where w.entry_id = e.id
        and w.state in ('draft', 'review', 'approved')) as is_at_work,
      (select max(w.n) from knowledge_versions w where w.entry_id = e.id) as last_n,
      v.title, v.short_answer, v.body, v.expert_body, v.domain, v.tags, v.applies_to, v.visibility, v.vendor_id,
      v.why_hidden, v.effective_from, v.effective_until,
      array(select s.system_id from knowledge_version_systems s where s.version_id = v.id
        order by s.system_id) as system_ids,
      coalesce((select jsonb_agg(jsonb_build_object('authorityId', a.authority_id, 'hrSystem', a.hr_system,
        'body', a.body) order by a.n) from knowledge_variants a where a.version_id = v.id), '[]') as variants,
      coalesce((select jsonb_agg(jsonb_build_object('fileId', k.file_id, 'kind', k.kind, 'title', k.title,
        'name', f.name, 'sha256', encode(f.sha256, 'hex')) order by k.n)
        from knowledge_files k join files f on f.id = k.file_id where k.version_id = v.id), '[]') as files
    from knowledge_entries e
    join lateral (select * from knowledge_versions w where w.entry_id = e.id
      order by w.id = e.live_version_id desc nulls last, w.n desc limit 1) v on true
    where e.id = any (${[...ids]}::uuid[])`.execute(db)
  return rows.map((row) => {
    const { id, number, source, ownerId, reviewOn, liveVersionId, firstLiveAt, ...rest } = row
    const { isWithdrawn, isAtWork, lastN, ...content } = rest
    return {
      ...{ id, number, source, ownerId, reviewOn, liveVersionId, firstLiveAt },
      ...{ isWithdrawn, isAtWork, lastN, content },
    }
  })
}

async function systemsByName(db: Db) {
  const systems = await db
    .selectFrom('systems')
    .select(['id', 'code', 'name', 'shortName', 'oldNames'])
    .orderBy('id')
    .execute()
  const byName = new Map<string, number>()
  // What one is called now goes before what another was called once.
  const names = [
    ...systems.flatMap(({ id, code, name, shortName }) =>
      [code, name, shortName].map((one) => [one, id] as const),
    ),
    ...systems.flatMap(({ id, oldNames }) => oldNames.map((one) => [one, id] as const)),
  ]
  for (const [name, id] of names) if (!byName.has(alike(name))) byName.set(alike(name), id)
  return byName
}

async function agenciesByCode(db: Db, codes: readonly string[]) {
  if (codes.length === 0) return new Map<string, number>()
  const found = await db.selectFrom('agencies').select(['id', 'code']).where('code', 'in', codes).execute()
  return new Map(found.map(({ id, code }) => [code, id]))
}

/** People by personnel number or login, and whether they may answer for an entry. */
async function peopleByNumber(db: Db, numbers: readonly string[]): Promise<Known['people']> {
  if (numbers.length === 0) return new Map()
  const { rows } = await sql<{ no: string; id: Id<'person'>; hasLeft: boolean; mayWrite: boolean }>`
    select n.no, p.id, p.left_on is not null as has_left, exists (
      select from account_roles r join role_permissions q using (role_id)
        join accounts a on a.person_id = r.person_id and a.disabled_at is null
      where r.person_id = p.id and q.permission = 'knowledge:write') as may_write
    from unnest(${[...new Set(numbers)]}::text[]) as n (no)
    cross join lateral (select id, left_on from people where id in (
      select id from people where personnel_no = n.no
      union all select person_id from accounts where login = n.no) limit 1) p`.execute(db)
  return new Map(rows.map(({ no, ...person }) => [no, person]))
}

async function filesByPath(
  db: Db,
  importId: Id<'import'>,
  paths: readonly string[],
): Promise<Known['files']> {
  if (paths.length === 0) return new Map()
  const found = await db
    .selectFrom('importFiles')
    .select(['path', 'fileId'])
    .select(sql<string>`encode(sha256, 'hex')`.as('sha256'))
    .where('importId', '=', importId)
    .where('path', 'in', [...new Set(paths)])
    .execute()
  return new Map(found.map(({ path, ...file }) => [path, { ...file, name: nameOf(path) }]))
}

async function lastNumber(db: Db): Promise<number> {
  const { rows } = await sql<{
    last: number
  }>`select last_value::float8 as last from knowledge_numbers`.execute(db)
  return rows[0]?.last ?? 0
}

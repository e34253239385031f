import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import type { Id } from '../../platform/values.ts'
import { isOfSystem, isTagged } from '../columns.ts'
import type { Domain, HrSystem, VersionFile, Visibility } from '../shapes.ts'
import type { Reader } from '../visible.ts'
import { visibleEntries } from '../visible-entries.ts'

const AT_ONCE = 100

export type Slice = { systemId?: number | undefined; domain?: string | undefined; tag?: string | undefined }

/** An entry as it is live now, with names and codes in place of our own ids. */
export type ExportedEntry = {
  seq: number
  number: string
  source: string | null
  title: string
  shortAnswer: string
  body: string
  expertBody: string
  systems: string[]
  domain: Domain
  tags: string[]
  appliesTo: string
  visibility: Visibility
  vendorName: string | null
  whyHidden: string | null
  ownerNo: string | null
  reviewOn: string | null
  effectiveFrom: string | null
  effectiveUntil: string | null
  changeNote: string
  variants: { authority: string | null; hrSystem: HrSystem | null; body: string }[]
  /** Those that are given out. */
  files: { fileId: Id<'file'>; kind: VersionFile['kind']; title: string; name: string }[]
}

/** What the reader may see, by number, some at a time: memory does not grow with how many there are. */
export async function* exportedEntries(db: Db, reader: Reader, slice: Slice): AsyncGenerator<ExportedEntry> {
  const { systemId, domain, tag } = slice
  for (let last = 0; ; ) {
    const rows = await visibleEntries(db, reader)
      .leftJoin('people as o', 'o.id', 'e.ownerId')
      .leftJoin('accounts as a', 'a.personId', 'e.ownerId')
      .leftJoin('vendors as w', 'w.id', 'v.vendorId')
      .where('e.seq', '>', last)
      .$if(systemId !== undefined, (all) => all.where(isOfSystem(systemId!)))
      .$if(domain !== undefined, (all) => all.where('v.domain', '=', domain as Domain))
      .$if(tag !== undefined, (all) => all.where(isTagged(tag!)))
      .select([
        'e.seq',
        'e.number',
        'e.source',
        'e.reviewOn',
        'v.title',
        'v.shortAnswer',
        'v.body',
        'v.expertBody',
      ])
      .select(['v.domain', 'v.tags', 'v.appliesTo', 'v.visibility', 'w.name as vendorName', 'v.whyHidden'])
      .select(['v.effectiveFrom', 'v.effectiveUntil', 'v.changeNote'])
      .select(sql<string | null>`coalesce(o.personnel_no, a.login)`.as('ownerNo'))
      .select(
        sql<
          string[]
        >`array(select s.code from knowledge_version_systems vs join systems s on s.id = vs.system_id
          where vs.version_id = v.id order by s.id)`.as('systems'),
      )
      .select(
        sql<ExportedEntry['variants']>`coalesce((select json_agg(json_build_object('authority', g.code,
            'hrSystem', x.hr_system, 'body', x.body) order by x.n)
          from knowledge_variants x left join agencies g on g.id = x.authority_id
          where x.version_id = v.id), '[]')`.as('variants'),
      )
      .select(
        sql<
          ExportedEntry['files']
        >`coalesce((select json_agg(json_build_object('fileId', k.file_id, 'kind', k.kind,
            'title', k.title, 'name', f.name) order by k.n)
          from knowledge_files k join files f on f.id = k.file_id and f.state = 'ready'
          where k.version_id = v.id), '[]')`.as('files'),
      )
      .orderBy('e.seq')
      .limit(AT_ONCE)
      .execute()
    yield* rows
    const end = rows.at(-1)
    if (!end) return
    last = end.seq
  }
}

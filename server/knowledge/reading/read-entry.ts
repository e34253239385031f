import { sql } from 'kysely'
import type { Db } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import { isOverdue, liveSince, ROW, systemsOf } from '../columns.ts'
import { demandNumber, entryNotFound } from '../numbers.ts'
import type { Feedback, HrSystem, ReadEntry } from '../shapes.ts'
import type { Reader } from '../visible.ts'
import { visibleEntries } from '../visible-entries.ts'
import { withdrawnEntries } from './whose.ts'

export const ANSWERED_SHOWN = 20

export type StoredVariant = {
  n: number
  authorityId: number | null
  authorityName: string | null
  hrSystem: HrSystem | null
  body: string
}
type StoredFile = Omit<ReadEntry['files'][number], 'href'>

const variantsOf = sql<StoredVariant[]>`coalesce((
  select json_agg(json_build_object('n', k.n, 'authorityId', k.authority_id, 'authorityName', a.name,
    'hrSystem', k.hr_system, 'body', k.body) order by k.n)
  from knowledge_variants k left join agencies a on a.id = k.authority_id where k.version_id = v.id), '[]')`

const filesOf = sql<StoredFile[]>`coalesce((
  select json_agg(json_build_object('fileId', f.id, 'kind', k.kind, 'title', k.title, 'name', f.name,
    'bytes', f.size, 'mediaType', coalesce(f.media_type, 'application/octet-stream')) order by k.n)
  from knowledge_files k join files f on f.id = k.file_id where k.version_id = v.id and f.state = 'ready'), '[]')`

const answeredOf = sql<Feedback[]>`coalesce((
  select json_agg(json_build_object('solved', b.solved, 'reason', b.reason, 'answer', b.answer,
    'at', to_char(b.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'answeredAt', to_char(b.answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by b.answered_at desc, b.id)
  from (select * from knowledge_feedback b where b.entry_id = e.id and b.answer is not null
    order by b.answered_at desc, b.id limit ${sql.lit(ANSWERED_SHOWN)}) b), '[]')`

/**
 * What is live of an entry, in one question, texts as written.
 * @param asked.today day of Taipei
 * @throws Refusal as `refuseEntry`
 */
export async function readLive(db: Db, reader: Reader, asked: { number: string; today: string }) {
  const number = demandNumber(asked.number)
  const found = await visibleEntries(db, reader)
    .where('e.number', '=', number)
    .select(ROW)
    .select(['e.id', 'v.id as versionId', 'v.n', 'v.body', 'v.expertBody', 'v.appliesTo', 'v.updatedAt'])
    .select(['e.solved', 'e.unsolved'])
    .select([
      liveSince.as('liveAt'),
      systemsOf.as('systems'),
      variantsOf.as('variants'),
      filesOf.as('files'),
      answeredOf.as('answered'),
      isOverdue(asked.today).as('isOverdue'),
      sql<string | null>`v.effective_from::text`.as('effectiveFrom'),
      sql<string | null>`v.effective_until::text`.as('effectiveUntil'),
      sql<string | null>`e.review_on::text`.as('reviewOn'),
      sql<string | null>`(select name from people where id = e.owner_id)`.as('ownerName'),
    ])
    .executeTakeFirst()
  return found ?? refuseEntry(db, reader, number)
}

export type LiveEntry = Awaited<ReturnType<typeof readLive>>

/**
 * @throws Refusal 'gone' `knowledge-withdrawn`: it was taken back, said to those who could read it; `successor` with
 * number and title where there is one that this reader may see
 * @throws Refusal 'not-found' `knowledge-not-found`, also when it is there and not theirs to see
 */
async function refuseEntry(db: Db, reader: Reader, number: string): Promise<never> {
  const gone = await withdrawnEntries(db, reader)
    .where('e.number', '=', number)
    .select('e.id')
    .executeTakeFirst()
  if (!gone) throw entryNotFound()
  const successor = await visibleEntries(db, reader)
    .select(['e.number', 'v.title'])
    .where(
      'e.id',
      'in',
      sql<never>`(with recursive after (id, n) as (
        select successor_id, 1 from knowledge_entries where id = ${gone.id}
        union all
        select w.successor_id, n + 1 from after join knowledge_entries w on w.id = after.id
        where w.live_version_id is null and n < 20)
        select id from after where id is not null)`,
    )
    .executeTakeFirst()
  throw new Refusal('gone', 'knowledge-withdrawn', { successor: successor ?? null })
}

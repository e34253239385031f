import { sql } from 'kysely'
import type { DemoStaff } from '../directory/demo/shapes.ts'
import { makeFindable } from '../knowledge/editing/searchable.ts'
import type { State } from '../knowledge/shapes.ts'
import type { Trx } from '../platform/database/database.ts'
import { type Id, newId } from '../platform/values.ts'
import { dayInTaipei } from '../platform/zh/day.ts'
import { ATTENDANCE_ENTRIES } from './knowledge/attendance.ts'
import { PAY_ENTRIES } from './knowledge/pay.ts'
import { PERSONNEL_ENTRIES } from './knowledge/personnel.ts'
import type { DemoEntry } from './knowledge/shapes.ts'

const DAY_MS = 86_400_000
/** Until when something is approved that is not live yet. */
const APPROVED_FOR_DAYS = 14

const ENTRIES: readonly DemoEntry[] = [...PERSONNEL_ENTRIES, ...PAY_ENTRIES, ...ATTENDANCE_ENTRIES]

type People = { writer: Id<'person'>; reviewer: Id<'person'>; ownerOf: (login: string) => Id<'person'> }
type Planned = ReturnType<typeof planned>

/** Questions and answers of the demonstration, at every stage: written by the editor, read by a supervisor. */
export async function insertKnowledge(trx: Trx, staff: readonly DemoStaff[], now: Date) {
  const ids = new Map(staff.map(({ login, personId }) => [login, personId]))
  const people = {
    writer: ids.get('editor1')!,
    reviewer: ids.get('super1')!,
    ownerOf: (login: string) => ids.get(login)!,
  }
  const rows = ENTRIES.map((entry) => planned(entry, people, now))
  const byTitle = new Map(rows.map(({ entry, id }) => [entry.title, id]))
  await trx
    .insertInto('knowledgeEntries')
    .values(rows.map(({ stored }) => stored))
    .execute()
  const systemIds = await systemIdsOf(trx)
  const all = rows.flatMap(({ entry, versions }) => versions.map((version) => ({ entry, version })))
  // Of an entry one version after the other: only one is at work at a time.
  for (const [, some] of [...Map.groupBy(all, ({ version }) => version.n)].toSorted(([a], [b]) => a - b))
    await insertVersions(trx, some, systemIds)
  await sql`update knowledge_entries e set live_version_id = v.id, first_live_at = v.live_at
    from knowledge_versions v where v.entry_id = e.id and v.state = 'live'`.execute(trx)
  for (const { entry, id } of rows.filter(({ entry }) => entry.state === 'withdrawn'))
    await trx
      .updateTable('knowledgeEntries')
      .set({
        withdrawnAt: new Date(now.getTime() - 20 * DAY_MS),
        withdrawnBy: people.reviewer,
        withdrawnWhy: '系統改版後不再適用。',
        successorId: byTitle.get(entry.successor ?? '') ?? null,
      })
      .where('id', '=', id)
      .execute()
  await makeFindable(
    trx,
    rows.map(({ id }) => id),
  )
}

function planned(entry: DemoEntry, { writer, reviewer, ownerOf }: People, now: Date) {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const inDays = (days: number | undefined) => (days === undefined ? null : dayInTaipei(ago(-days)))
  const createdAt = ago((entry.liveDaysAgo ?? 3) + 7)
  const id = newId<'knowledge-entry'>(createdAt.getTime())
  const liveAt = ago(entry.liveDaysAgo ?? 0)
  const version = (
    n: number,
    state: State,
    said: { short?: string; body?: string; changed?: string } = {},
  ) => {
    const isRead = state !== 'draft' && state !== 'review' && state !== 'discarded'
    const wasLive = isRead && state !== 'approved'
    const at = state === 'replaced' ? createdAt : wasLive ? liveAt : ago(1)
    return {
      id: newId<'knowledge-version'>(at.getTime()),
      entryId: id,
      n,
      state,
      title: entry.title,
      shortAnswer: said.short ?? entry.short,
      body: said.body ?? entry.body,
      expertBody: entry.expert ?? '',
      domain: entry.domain,
      tags: [...entry.tags],
      appliesTo: entry.appliesTo ?? '',
      visibility: entry.visibility ?? ('public' as const),
      vendorId: entry.vendorId ?? null,
      whyHidden: entry.why ?? null,
      effectiveFrom: state === 'approved' ? inDays(APPROVED_FOR_DAYS) : null,
      effectiveUntil: inDays(entry.endsInDays),
      changeNote: said.changed ?? '',
      writtenBy: writer,
      writers: [writer],
      submittedAt: state === 'draft' ? null : at,
      reviewedBy: isRead ? reviewer : null,
      reviewedAt: isRead ? at : null,
      reviewNote: null,
      liveAt: wasLive ? at : null,
      liveUntil: state === 'replaced' ? liveAt : state === 'withdrawn' ? ago(20) : null,
      updatedAt: at,
      updatedBy: isRead ? reviewer : writer,
    }
  }
  const { before, next } = entry
  const n = before ? 2 : 1
  const versions = [
    ...(before ? [version(1, 'replaced', before)] : []),
    version(n, entry.state ?? 'live', before && { changed: before.changed }),
    ...(next ? [version(n + 1, next.state, next)] : []),
  ]
  const stored = {
    id,
    ownerId: entry.owner ? ownerOf(entry.owner) : writer,
    reviewOn: inDays(entry.reviewInDays ?? 365),
    createdAt,
    createdBy: writer,
  }
  return { entry, id, versions, stored }
}

const systemIdsOf = async (trx: Trx) =>
  new Map(
    (await trx.selectFrom('systems').select(['id', 'code']).execute()).map(({ id, code }) => [code, id]),
  )

/** Written as drafts, with their parts: words stay as they are from the moment on at which they are read. */
async function insertVersions(
  trx: Trx,
  some: readonly { entry: DemoEntry; version: Planned['versions'][number] }[],
  systemIds: ReadonlyMap<string, number>,
) {
  await trx
    .insertInto('knowledgeVersions')
    .values(some.map(({ version }) => ({ ...version, state: 'draft' as const })))
    .execute()
  await trx
    .insertInto('knowledgeVersionSystems')
    .values(
      some.flatMap(({ entry, version }) =>
        entry.systems.map((code) => ({ versionId: version.id, systemId: systemIds.get(code)! })),
      ),
    )
    .execute()
  const variants = some.flatMap(({ entry, version }) =>
    (entry.variants ?? []).map((variant, n) => ({
      versionId: version.id,
      n: n + 1,
      authorityId: null,
      ...variant,
    })),
  )
  if (variants.length > 0) await trx.insertInto('knowledgeVariants').values(variants).execute()
  for (const [state, ones] of Map.groupBy(some, ({ version }) => version.state))
    await trx
      .updateTable('knowledgeVersions')
      .set({ state })
      .where(
        'id',
        'in',
        ones.map(({ version }) => version.id),
      )
      .execute()
}

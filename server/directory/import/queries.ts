import { sql } from 'kysely'
import { type Actor, may } from '../../platform/actor.ts'
import type { Db, Trx } from '../../platform/database/database.ts'
import type { Returned } from '../../platform/http/contract.ts'
import { type Language, type ProblemCode, sentenceOf } from '../../platform/problems.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import type { Import, ImportSummary } from './api.ts'
import { FIELDS, missingFields } from './fields.ts'
import type { StoredImport } from './work/claim.ts'

const UNDO_MS = 24 * 3_600_000
const MOST_LISTED = 50

const notFound = () => new Refusal('not-found', 'import-not-found')

/** Imports are their maker's; whoever manages accounts sees all, as they end what others began. */
const visibleImports = (db: Db, actor: Actor) =>
  db
    .selectFrom('imports')
    .selectAll('imports')
    .$if(!may(actor, 'account:write'), (all) => all.where('imports.madeBy', '=', actor.id))

/** @throws Refusal 'not-found' `import-not-found`, also when it is another's */
export const findImport = (db: Db, actor: Actor, id: Id<'import'>): Promise<StoredImport> =>
  visibleImports(db, actor).where('imports.id', '=', id).executeTakeFirstOrThrow(notFound)

/** As `findImport`, and nobody else changes it until the transaction ends. */
export const lockImport = (trx: Trx, actor: Actor, id: Id<'import'>): Promise<StoredImport> =>
  visibleImports(trx, actor)
    .where('imports.id', '=', id)
    .forNoKeyUpdate('imports')
    .executeTakeFirstOrThrow(notFound)

/** Until when it can be undone; undefined when it has written nothing, or is undone already. */
export function undoUntil({ state, movedRule, endedAt }: StoredImport): Date | undefined {
  const hasWritten = movedRule !== null && ['done', 'cancelled', 'failed'].includes(state)
  return hasWritten && endedAt ? new Date(endedAt.getTime() + UNDO_MS) : undefined
}

/** Newest first. */
export async function listImports(db: Db, actor: Actor): Promise<Returned<ImportSummary>[]> {
  const rows = await visibleImports(db, actor)
    .innerJoin('people', 'people.id', 'imports.madeBy')
    .select('people.name as makerName')
    .orderBy('imports.createdAt', 'desc')
    .limit(MOST_LISTED)
    .execute()
  return rows.map(({ makerName, ...row }) => summaryOf(row, makerName))
}

const summaryOf = (row: StoredImport, makerName: string) => ({
  id: row.id,
  subject: row.subject,
  fileName: row.fileName,
  state: row.state,
  madeBy: { id: row.madeBy, name: makerName },
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  endedAt: row.endedAt,
  counts: { created: row.created, changed: row.changed, unchanged: row.unchanged, failed: row.failed },
})

/**
 * One import as its page shows it.
 * @throws Refusal 'not-found' `import-not-found`
 */
export async function readImport(
  db: Db,
  actor: Actor,
  id: Id<'import'>,
  { language, at }: { language: Language; at: Date },
): Promise<Returned<Import>> {
  const row = await findImport(db, actor, id)
  const { name } = await db
    .selectFrom('people')
    .select('name')
    .where('id', '=', row.madeBy)
    .executeTakeFirstOrThrow()
  const until = undoUntil(row)
  return {
    ...summaryOf(row, name),
    format: row.format,
    reading: row.reading,
    preview: row.preview,
    fields: Object.entries(FIELDS[row.subject]).map(([key, { words, needed }]) => ({
      key,
      label: words[language],
      needed: needed !== undefined,
    })),
    missing: missingFields(row.subject, row.reading.columns, 'always'),
    progress: progressOf(row),
    effects: row.effects,
    rules: row.movedRule && row.leftRule ? { moved: row.movedRule, left: row.leftRule } : null,
    moves: await movesOf(db, id),
    undoUntil: until ?? null,
    undone: await undoneOf(db, row),
    problem: row.problem ? sentenceOf(row.problem as ProblemCode, language) : null,
    actions: actionsOf(row, at),
  }
}

function progressOf({ phase, cursor, total, reading }: StoredImport) {
  if (!phase) return null
  if (phase === 'reading') return { phase, done: Math.max(0, cursor - reading.headerRow), total: null }
  // Undoing goes from the last place to the first.
  if (phase === 'restoring') return { phase, done: Math.max(0, total - cursor + 1), total }
  if (phase === 'following' || phase === 'taking-back') return { phase, done: total, total }
  return { phase, done: Math.min(cursor, total), total }
}

function actionsOf(row: StoredImport, at: Date) {
  const until = undoUntil(row)
  const isUnwritten = row.movedRule === null && ['draft', 'checked', 'failed'].includes(row.state)
  const canCheck = isUnwritten && missingFields(row.subject, row.reading.columns, 'always').length === 0
  const canCancel = ['draft', 'checking', 'checked', 'running'].includes(row.state) && !row.cancelAskedAt
  return [
    ...(isUnwritten ? (['read'] as const) : []),
    ...(canCheck ? (['check'] as const) : []),
    ...(row.state === 'checked' ? (['run'] as const) : []),
    ...(canCancel ? (['cancel'] as const) : []),
    ...(until && until > at ? (['undo'] as const) : []),
  ]
}

async function movesOf(db: Db, id: Id<'import'>) {
  const { rows } = await sql<{
    waiting: number
    cases: number
    accounts: number
    systems: number
    left: number
  }>`
    select count(*) filter (where state in ('waiting', 'undo-waiting')) as waiting,
      count(*) filter (where state = 'done' and kind in ('case-agency', 'case-requester')) as cases,
      count(*) filter (where state = 'done' and kind = 'account') as accounts,
      count(*) filter (where state = 'done' and kind = 'system') as systems,
      count(*) filter (where state in ('left', 'undo-left')) as left
    from import_moves where import_id = ${id}`.execute(db)
  return rows[0]!
}

async function undoneOf(db: Db, { id, state }: StoredImport) {
  const none = { restored: 0, removed: 0, left: 0 }
  if (state !== 'undoing' && state !== 'undone') return none
  const { rows } = await sql<typeof none>`
    select count(*) filter (where undone = 'restored') as restored,
      count(*) filter (where undone = 'removed') as removed,
      count(*) filter (where undone in ('changed-since', 'in-use')) as left
    from import_rows where import_id = ${id} and undone is not null`.execute(db)
  return rows[0] ?? none
}

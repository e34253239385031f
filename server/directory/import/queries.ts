import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import type { Db, Trx } from '../../platform/database/database.ts'
import type { Returned } from '../../platform/http/contract.ts'
import { type Language, type ProblemCode, sentenceOf } from '../../platform/problems.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import type { Import, ImportSummary } from './api.ts'
import { missingFields } from './fields.ts'
import { kindOf, type Scope, subjectsOf } from './kind.ts'
import type { StoredImport } from './work/claim.ts'

const UNDO_MS = 24 * 3_600_000
const MOST_LISTED = 50

const notFound = () => new Refusal('not-found', 'import-not-found')

/** Imports of this place: all for whoever sees all there, else one's own. */
const visibleImports = (db: Db, scope: Scope, actor: Actor) =>
  db
    .selectFrom('imports')
    .selectAll('imports')
    .where('imports.subject', 'in', subjectsOf(scope))
    .$if(!scope.seesAll(actor), (all) => all.where('imports.madeBy', '=', actor.id))

/** @throws Refusal 'not-found' `import-not-found`, also when it is another's */
export const findImport = (db: Db, scope: Scope, actor: Actor, id: Id<'import'>): Promise<StoredImport> =>
  visibleImports(db, scope, actor).where('imports.id', '=', id).executeTakeFirstOrThrow(notFound)

/** As `findImport`, and nobody else changes it until the transaction ends. */
export const lockImport = (trx: Trx, scope: Scope, actor: Actor, id: Id<'import'>): Promise<StoredImport> =>
  visibleImports(trx, scope, actor)
    .where('imports.id', '=', id)
    .forNoKeyUpdate('imports')
    .executeTakeFirstOrThrow(notFound)

/** Until when it can be undone; undefined when it has written nothing, or is undone already. */
export function undoUntil({ state, runBy, endedAt }: StoredImport): Date | undefined {
  const hasWritten = runBy !== null && ['done', 'cancelled', 'failed'].includes(state)
  return hasWritten && endedAt ? new Date(endedAt.getTime() + UNDO_MS) : undefined
}

/** Newest first. */
export async function listImports(db: Db, scope: Scope, actor: Actor): Promise<Returned<ImportSummary>[]> {
  const rows = await visibleImports(db, scope, actor)
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
  scope: Scope,
  actor: Actor,
  id: Id<'import'>,
  { language, at }: { language: Language; at: Date },
): Promise<Returned<Import>> {
  const row = await findImport(db, scope, actor, id)
  const { fields } = kindOf(scope, row.subject)
  const missing = missingFields(fields, row.reading.columns, 'always')
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
    fields: Object.entries(fields).map(([key, { words, needed }]) => ({
      key,
      label: words[language],
      needed: needed !== undefined,
    })),
    missing,
    progress: progressOf(row),
    effects: row.effects,
    hasRun: row.runBy !== null,
    rules: row.movedRule && row.leftRule ? { moved: row.movedRule, left: row.leftRule } : null,
    moves: await movesOf(db, id),
    undoUntil: until ?? null,
    undone: await undoneOf(db, row),
    problem: row.problem ? sentenceOf(row.problem as ProblemCode, language) : null,
    actions: actionsOf(row, missing.length === 0, at),
  }
}

function progressOf({ phase, cursor, total, reading }: StoredImport) {
  if (!phase) return null
  if (phase === 'reading') return { phase, done: Math.max(0, cursor - reading.headerRow), total: null }
  // Undoing goes from the last place to the first.
  if (phase === 'restoring') return { phase, done: Math.max(0, total - cursor + 1), total }
  if (phase === 'files') return { phase, done: cursor, total: null }
  if (phase === 'following' || phase === 'taking-back') return { phase, done: total, total }
  return { phase, done: Math.min(cursor, total), total }
}

function actionsOf(row: StoredImport, isComplete: boolean, at: Date) {
  const until = undoUntil(row)
  const isUnwritten = row.runBy === null && ['draft', 'checked', 'failed'].includes(row.state)
  const canCheck = isUnwritten && isComplete
  const canPause = row.phase === 'writing' && !row.cancelAskedAt && !row.pauseAskedAt
  const canCancel =
    ['draft', 'checking', 'checked', 'running', 'paused'].includes(row.state) && !row.cancelAskedAt
  return [
    ...(isUnwritten ? (['read'] as const) : []),
    ...(canCheck ? (['check'] as const) : []),
    ...(row.state === 'checked' ? (['run'] as const) : []),
    ...(canPause ? (['pause'] as const) : []),
    ...(row.state === 'paused' ? (['resume'] as const) : []),
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

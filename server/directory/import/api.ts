import { type Static, Type } from 'typebox'
import type { Contract } from '../../platform/http/contract.ts'
import { IdOf, Instant, Nullable } from '../../platform/values.ts'
import {
  DirectorySubject,
  Effects,
  Encoding,
  Format,
  LeftRule,
  MovedRule,
  Preview,
  Reading,
  Separator,
  Subject,
} from './shapes.ts'

const Action = Type.Enum(['read', 'check', 'run', 'pause', 'resume', 'cancel', 'undo'])

const Summary = {
  id: IdOf('import'),
  subject: Subject,
  fileName: Type.String(),
  state: Type.Enum([
    'draft',
    'checking',
    'checked',
    'running',
    'paused',
    'done',
    'cancelled',
    'failed',
    'undoing',
    'undone',
  ]),
  madeBy: Type.Object({ id: IdOf('person'), name: Type.String() }),
  createdAt: Instant,
  startedAt: Nullable(Instant),
  endedAt: Nullable(Instant),
  /** How many rows there are of each kind: while checked, what would become of them. */
  counts: Type.Object({
    created: Type.Integer(),
    changed: Type.Integer(),
    unchanged: Type.Integer(),
    failed: Type.Integer(),
  }),
}

const Row = Type.Object({
  no: Type.Integer(),
  key: Nullable(Type.String()),
  /** The sentences that say why. */
  reasons: Type.Array(Type.String()),
})

const Field = Type.Object({ key: Type.String(), label: Type.String(), needed: Type.Boolean() })

export type ImportSummary = Static<typeof ImportSummary>
export const ImportSummary = Type.Object(Summary)

export type Import = Static<typeof Import>
export const Import = Type.Object({
  ...Summary,
  format: Format,
  reading: Reading,
  preview: Preview,
  /** What columns can be, and those without which nothing can be read. */
  fields: Type.Array(Field),
  missing: Type.Array(Type.String()),
  /** `total` is null while the rows are still being counted. */
  progress: Nullable(
    Type.Object({
      phase: Type.Enum(['reading', 'comparing', 'files', 'writing', 'following', 'taking-back', 'restoring']),
      done: Type.Integer(),
      total: Nullable(Type.Integer()),
    }),
  ),
  /** Whether somebody had it written. */
  hasRun: Type.Boolean(),
  effects: Nullable(Effects),
  rules: Nullable(Type.Object({ moved: MovedRule, left: LeftRule })),
  /** What has followed of cases, accounts and systems. */
  moves: Type.Object({
    waiting: Type.Integer(),
    cases: Type.Integer(),
    accounts: Type.Integer(),
    systems: Type.Integer(),
    left: Type.Integer(),
  }),
  undoUntil: Nullable(Instant),
  undone: Type.Object({ restored: Type.Integer(), removed: Type.Integer(), left: Type.Integer() }),
  /** Why it failed as a whole, in words. */
  problem: Nullable(Type.String()),
  actions: Type.Array(Action),
})

export const ImportId = Type.Object({ importId: IdOf('import') })

/** How a file is read otherwise; what is left out is recognised again. */
export const Wanted = Type.Object({
  encoding: Type.Optional(Encoding),
  separator: Type.Optional(Separator),
  headerRow: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  columns: Type.Optional(Type.Array(Nullable(Type.String({ maxLength: 40 })), { maxItems: 100 })),
})

/** Which rows are listed, and the page of them. */
export const RowsQuery = Type.Object({
  which: Type.Enum(['failed', 'left']),
  after: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
})
export const Rows = Type.Object({ rows: Type.Array(Row), next: Nullable(Type.Integer()) })

/** The file of failed rows is served at /api/imports/:importId/failed-rows. */
export const importsApi = {
  'GET /imports': {
    may: 'directory:write',
    summary: 'Imports into the directory, newest first, at most 50: one’s own, all for who manages accounts',
    reply: Type.Array(ImportSummary),
  },
  'POST /imports': {
    may: 'directory:write',
    summary: 'Begins an import from an uploaded file: nothing is written yet',
    body: Type.Object({ fileId: IdOf('file'), subject: DirectorySubject }),
    reply: Import,
    status: 201,
  },
  'GET /imports/:importId': { may: 'directory:write', params: ImportId, reply: Import },
  'PUT /imports/:importId/reading': {
    may: 'directory:write',
    summary: 'Reads the file otherwise; what is left out is recognised again',
    params: ImportId,
    body: Wanted,
    reply: Import,
  },
  'POST /imports/:importId/check': {
    may: 'directory:write',
    summary: 'Reads all rows and says what would become of them',
    params: ImportId,
    reply: Import,
    status: 202,
  },
  'POST /imports/:importId/run': {
    may: 'directory:write',
    summary: 'Writes the rows that were checked, with these rules for cases of people who change office',
    params: ImportId,
    body: Type.Object({ moved: MovedRule, left: LeftRule }),
    reply: Import,
    status: 202,
  },
  'POST /imports/:importId/pause': {
    may: 'directory:write',
    summary: 'Stands still after the rows at hand; others may import meanwhile',
    params: ImportId,
    reply: Import,
  },
  'POST /imports/:importId/resume': {
    may: 'directory:write',
    summary: 'Goes on after the last row written',
    params: ImportId,
    reply: Import,
    status: 202,
  },
  'POST /imports/:importId/cancel': {
    may: 'directory:write',
    summary: 'Stops; what is done so far stays and can be undone',
    params: ImportId,
    reply: Import,
  },
  'POST /imports/:importId/undo': {
    may: 'directory:write',
    summary: 'Puts back what was there before, within 24 hours',
    params: ImportId,
    reply: Import,
    status: 202,
  },
  'GET /imports/:importId/rows': {
    may: 'directory:write',
    summary: 'Rows that failed, or that were left when the import was undone, and why; at most 50',
    params: ImportId,
    query: RowsQuery,
    reply: Rows,
  },
  'GET /imports/:importId/moves': {
    may: 'directory:write',
    summary: 'What was to follow from changes of office and was left, and why; at most 200',
    params: ImportId,
    reply: Type.Array(
      Type.Object({
        row: Type.Integer(),
        kind: Type.Enum(['case-agency', 'case-requester', 'account', 'system']),
        /** The number of the case, the name of the person or the system. */
        name: Type.String(),
        reason: Type.String(),
      }),
    ),
  },
} satisfies Contract

export type ImportHints = { 'import.changed': { importId: string } }

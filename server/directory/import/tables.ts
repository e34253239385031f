import type { Generated, JSONColumnType } from 'kysely'
import type { Id } from '../../platform/values.ts'
import type { Effects, Fault, Format, LeftRule, MovedRule, Preview, Reading, Subject } from './shapes.ts'

type ImportState =
  | 'draft'
  | 'checking'
  | 'checked'
  | 'running'
  | 'paused'
  | 'done'
  | 'cancelled'
  | 'failed'
  | 'undoing'
  | 'undone'

type Phase = 'reading' | 'comparing' | 'files' | 'writing' | 'following' | 'taking-back' | 'restoring'

type Outcome = 'created' | 'changed' | 'unchanged' | 'failed'

export type MoveKind = 'case-agency' | 'case-requester' | 'account' | 'system'

export interface ImportTables {
  imports: {
    id: Id<'import'>
    subject: Subject
    fileId: Id<'file'>
    fileName: string
    format: Format
    reading: JSONColumnType<Reading>
    preview: JSONColumnType<Preview>
    state: ImportState
    /** What is being done, while the state says that something is. */
    phase: Phase | null
    madeBy: Id<'person'>
    /** Who had it written or undone, in whose name things change. */
    runBy: Id<'person'> | null
    address: string
    movedRule: MovedRule | null
    leftRule: LeftRule | null
    /** Whether whoever ran it may suspend accounts. */
    maySuspend: Generated<boolean>
    createdAt: Date
    startedAt: Date | null
    endedAt: Date | null
    cancelAskedAt: Date | null
    pauseAskedAt: Generated<Date | null>
    /** Of entries of Q&A: whether they are live at once or drafts. */
    publishAs: Generated<'live' | 'draft' | null>
    total: Generated<number>
    /** Row (while reading) or place up to which the present phase is done. */
    cursor: Generated<number>
    created: Generated<number>
    changed: Generated<number>
    unchanged: Generated<number>
    failed: Generated<number>
    effects: JSONColumnType<Effects> | null
    problem: string | null
    /** The process that works on it, for as long as its lease. */
    workedBy: string | null
    leaseUntil: Date | null
    tries: Generated<number>
  }
  importRows: {
    importId: Id<'import'>
    rowNo: number
    key: string | null
    data: JSONColumnType<Record<string, unknown>> | null
    raw: JSONColumnType<string[]>
    faults: JSONColumnType<Fault[]> | null
    place: number | null
    outcome: Outcome | null
    recordId: string | null
    before: JSONColumnType<Record<string, unknown>> | null
    afterDigest: string | null
    undone: 'restored' | 'removed' | 'changed-since' | 'in-use' | null
  }
  /** Files that come with an import, by their path beside the table. */
  importFiles: {
    importId: Id<'import'>
    path: string
    n: number
    fileId: Id<'file'>
    size: number
    sha256: Buffer
    isKept: Generated<boolean>
  }
  importMoves: {
    importId: Id<'import'>
    rowNo: number
    kind: MoveKind
    target: string
    personId: Id<'person'>
    successorId: Id<'person'> | null
    agencyId: number | null
    state: 'waiting' | 'done' | 'left' | 'undo-waiting' | 'undone' | 'undo-left'
    before: JSONColumnType<Record<string, unknown>> | null
    after: JSONColumnType<Record<string, unknown>> | null
    why: string | null
  }
}

import { type Static, Type } from 'typebox'
import { Nullable } from '../../platform/values.ts'

const DIRECTORY_SUBJECTS = ['agencies', 'people', 'systems'] as const
export type DirectorySubject = (typeof DIRECTORY_SUBJECTS)[number]
export const DirectorySubject = Type.Enum([...DIRECTORY_SUBJECTS])

export type Subject = Static<typeof Subject>
/** `knowledge`: entries of Q&A, whose own area says how. */
export const Subject = Type.Enum([...DIRECTORY_SUBJECTS, 'knowledge'])

export type Format = Static<typeof Format>
export const Format = Type.Enum(['csv', 'ods', 'xlsx', 'json', 'zip'])

export type Encoding = Static<typeof Encoding>
export const Encoding = Type.Enum(['utf-8', 'big5', 'utf-16le', 'utf-16be'])

export type Separator = Static<typeof Separator>
export const Separator = Type.Enum([',', ';', '\t'])

/** How the file is read. `encoding` and `separator` matter to CSV only, also in a ZIP. */
export type Reading = Static<typeof Reading>
export const Reading = Type.Object({
  encoding: Encoding,
  separator: Separator,
  /** The row that names the columns, counted from 1 as a spreadsheet does. */
  headerRow: Type.Integer({ minimum: 1, maximum: 1000 }),
  /** What each column is: a field, or null when it is left out. */
  columns: Type.Array(Nullable(Type.String({ maxLength: 40 })), { maxItems: 100 }),
})

export type Preview = Static<typeof Preview>
export const Preview = Type.Object({
  header: Type.Array(Type.String()),
  rows: Type.Array(Type.Object({ no: Type.Integer(), cells: Type.Array(Type.String()) })),
  /** Whether some characters cannot be read in this encoding. */
  isGarbled: Type.Boolean(),
})

/**
 * What becomes of the open cases of somebody who moves to another agency: they keep them and the case gets the new
 * agency; the case stays with the office and its successor; nothing changes.
 */
export type MovedRule = Static<typeof MovedRule>
export const MovedRule = Type.Enum(['new-agency', 'successor', 'keep'])

/** What becomes of the open cases of somebody who leaves. */
export type LeftRule = Static<typeof LeftRule>
export const LeftRule = Type.Enum(['successor', 'keep'])

/** What follows from changes of office, reckoned before anything is written. */
export type Effects = Static<typeof Effects>
export const Effects = Type.Object({
  moved: Type.Object({
    people: Type.Integer(),
    cases: Type.Integer(),
    /** Of these, cases whose row names a successor. */
    casesWithSuccessor: Type.Integer(),
    systems: Type.Integer(),
    systemsWithSuccessor: Type.Integer(),
  }),
  left: Type.Object({
    people: Type.Integer(),
    cases: Type.Integer(),
    casesWithSuccessor: Type.Integer(),
    systems: Type.Integer(),
    systemsWithSuccessor: Type.Integer(),
    /** Accounts that are suspended. */
    accounts: Type.Integer(),
    /** Open cases that leavers handle as agents: these are for a supervisor to assign. */
    handled: Type.Integer(),
  }),
})

/** What is wrong with a row: which sentence, about which field, with which words in it. */
export type Fault = { code: string; field?: string; value?: string; row?: number; most?: number }

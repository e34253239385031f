import type { Actor } from '../../platform/actor.ts'
import type { Language } from '../../platform/problems.ts'
import type { Fields } from './fields.ts'
import type { ReadRow } from './row-data.ts'
import type { Fault, Format, Subject } from './shapes.ts'
import type { SubjectWork } from './subjects/subject.ts'
import type { Claim, StoredImport, WorkDeps } from './work/claim.ts'

/** One kind of thing that is imported: how its tables are read, and what is done with their rows. */
export type Kind = {
  fields: Fields
  formats: readonly Format[]
  /** In characters; what is behind is left out. */
  longestCell: number
  /** Rows that are compared, and that are written, in one transaction. */
  atOnce: { compare: number; write: number }
  /** After each batch of writing it rests for this share of the time that the batch took: others use the machine. */
  rest: number
  /** By which field a row is told to be there twice. */
  keyField: string
  /** What can be wrong with its rows, in words; `{field}`, `{value}`, `{row}`, `{most}` are put in. */
  sentences: Readonly<Record<string, Record<Language, string>>>
  /** @param today the day in Taipei */
  readRow(columns: readonly (string | null)[], raw: readonly string[], today: string): ReadRow
  work: SubjectWork
  /** Files that come with the rows. */
  files?: {
    /** Notes what there is, while the rows are read; again, it changes nothing. @throws Unreadable */
    note(deps: WorkDeps, claim: Claim, row: StoredImport): Promise<void>
    /** Keeps them, before rows are written; goes on where it was. Ends early when somebody asked for it. */
    keep(deps: WorkDeps, claim: Claim, told: () => void): Promise<void>
  }
}

/** What can be imported at one place, and who may see there what others imported. */
export type Scope = {
  kinds: Partial<Record<Subject, Kind>>
  seesAll(actor: Actor): boolean
}

/** The kind of an import. Which imports are asked for is restricted to those of the scope. */
export function kindOf({ kinds }: Pick<Scope, 'kinds'>, subject: Subject): Kind {
  const kind = kinds[subject]
  if (!kind) throw new Error(`nothing imports ${subject} here`)
  return kind
}

export const subjectsOf = ({ kinds }: Pick<Scope, 'kinds'>) => Object.keys(kinds) as Subject[]

/** A fault in words, for the screen and for the file of failed rows. */
export function sentenceOfFault(
  { fields, sentences }: Pick<Kind, 'fields' | 'sentences'>,
  fault: Fault,
  language: Language,
): string {
  const sentence = Object.hasOwn(sentences, fault.code) ? sentences[fault.code] : sentences['not-storable']
  const words: Record<string, string | number | undefined> = {
    ...fault,
    field: fields[fault.field ?? '']?.words[language] ?? fault.field,
  }
  return (sentence?.[language] ?? fault.code).replace(/\{(\w+)\}/g, (_all, name: string) =>
    String(words[name] ?? ''),
  )
}

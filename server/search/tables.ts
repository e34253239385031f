import type { Generated } from 'kysely'
import type { Id } from '../platform/values.ts'

export interface SearchTables {
  /** What can be found; the index of the database itself, and what other engines are fed from. */
  searchDocuments: {
    key: string
    source: string
    /** A reader who has one of these sees it. */
    seenBy: string[]
    systemIds: number[]
    kind: string
    year: number
    /** 0 to 1: how good others found it. */
    quality: Generated<number>
    rev: string
    /** These three folded. */
    title: string
    keywords: string
    body: string
    titleSounds: string
    tokens: string
  }
  /** How many documents have a term. */
  searchTerms: { term: string; df: number; isLatin: boolean }
  searchOutbox: {
    key: string
    seq: Generated<string>
    since: Generated<Date>
    tries: Generated<number>
    /** What an engine said of this one document, which then waits for somebody. */
    problem: string | null
  }
  /** One row: what was asked of whoever keeps the index true, and what became of it. */
  searchIndex: {
    isOnly: Generated<boolean>
    /** How the database's documents are cut into terms; made otherwise, they are made anew. */
    madeBy: string | null
    rebuildWantedAt: Date | null
    rebuildBeganAt: Date | null
    /** The database's own part of it is done. */
    databaseRebuiltAt: Date | null
    rebuiltAt: Date | null
    compareWantedAt: Date | null
    comparedAt: Date | null
    comparedDocuments: number | null
    repairedInEngine: number | null
    repairedInDatabase: number | null
    /** The last revision when terms were last counted. */
    countedRev: string | null
    /** Why what was wanted last is not done. */
    problem: string | null
  }
  searchSynonyms: {
    word: string
    means: string[]
    weight: Generated<number>
    byId: Id<'person'> | null
    at: Date
  }
  /** What was asked and led to nothing, by its folded form. */
  searchesNotFound: {
    folded: string
    said: string
    n: Generated<number>
    firstAt: Date
    lastAt: Date
    doneAt: Date | null
    doneBy: Id<'person'> | null
    /** The number of the entry that answers it now. */
    answeredBy: string | null
  }
  /** What is to find which document, whatever synonyms are set; `number` is what people call it by. */
  searchQuestions: { question: string; key: string; number: string; byId: Id<'person'> | null; at: Date }
}

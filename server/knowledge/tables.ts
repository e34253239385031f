import type { Generated, GeneratedAlways, Selectable } from 'kysely'
import type { Id } from '../platform/values.ts'
import type { Domain, HrSystem, State, Visibility } from './shapes.ts'

/** Days are written `2026-11-22`. */
export interface KnowledgeTables {
  knowledgeEntries: {
    id: Id<'knowledge-entry'>
    seq: Generated<number>
    /** Q000948; for ever this entry's. */
    number: GeneratedAlways<string>
    ownerId: Id<'person'> | null
    reviewOn: string | null
    /** The review day of which it was told that it has passed. */
    reviewToldOn: Generated<string | null>
    liveVersionId: Id<'knowledge-version'> | null
    firstLiveAt: Date | null
    withdrawnAt: Date | null
    withdrawnBy: Id<'person'> | null
    withdrawnWhy: string | null
    successorId: Id<'knowledge-entry'> | null
    fromCaseId: Id<'case'> | null
    /** By what an import names it. */
    source: string | null
    /** By what its editor's browser names their order: the same one again is the same entry. */
    begunKey: Generated<string | null>
    createdAt: Date
    createdBy: Id<'person'> | null
    views: Generated<number>
    solved: Generated<number>
    unsolved: Generated<number>
    uses: Generated<number>
    /** Grows with each change of what editors change here. */
    version: Generated<number>
  }
  knowledgeVersions: {
    id: Id<'knowledge-version'>
    entryId: Id<'knowledge-entry'>
    n: number
    state: State
    title: string
    shortAnswer: Generated<string>
    /** Markdown, for those who are new to it; steps are its numbered lists. */
    body: Generated<string>
    /** The same in short, for those who know the system. */
    expertBody: Generated<string>
    domain: Domain
    tags: Generated<string[]>
    /** Versions of the system, as its people write them. */
    appliesTo: Generated<string>
    visibility: Generated<Visibility>
    vendorId: number | null
    whyHidden: string | null
    /** A reader who has one of these sees it. */
    seenBy: GeneratedAlways<string[]>
    effectiveFrom: string | null
    effectiveUntil: string | null
    changeNote: Generated<string>
    /** Who changed its words last. */
    writtenBy: Id<'person'> | null
    /** Everybody who wrote in it or submitted it. */
    writers: Generated<Id<'person'>[]>
    submittedAt: Date | null
    reviewedBy: Id<'person'> | null
    reviewedAt: Date | null
    reviewNote: string | null
    isImported: Generated<boolean>
    liveAt: Date | null
    liveUntil: Date | null
    updatedAt: Date
    /** Who took the last step; null: the clock. */
    updatedBy: Generated<Id<'person'> | null>
    version: Generated<number>
  }
  knowledgeVersionSystems: { versionId: Id<'knowledge-version'>; systemId: number }
  /** What is different for the agencies of one authority, or of one HR system. */
  knowledgeVariants: {
    versionId: Id<'knowledge-version'>
    n: number
    authorityId: number | null
    hrSystem: HrSystem | null
    body: string
  }
  knowledgeFiles: {
    versionId: Id<'knowledge-version'>
    fileId: Id<'file'>
    n: number
    kind: 'picture' | 'attachment' | 'clip' | 'form'
    title: Generated<string>
  }
  knowledgeUses: {
    id: Id<'knowledge-use'>
    entryId: Id<'knowledge-entry'>
    versionId: Id<'knowledge-version'>
    caseId: Id<'case'> | null
    personId: Id<'person'> | null
    /** Of somebody not signed in who was about to ask: a hash, good for nothing but counting them once a day. */
    visitor: Generated<string | null>
    /** `deflected`: whoever was about to ask found it here. */
    way: 'text' | 'link' | 'deflected'
    at: Date
  }
  knowledgeFeedback: {
    id: Id<'knowledge-feedback'>
    entryId: Id<'knowledge-entry'>
    versionId: Id<'knowledge-version'>
    personId: Id<'person'> | null
    /** Of somebody not signed in: a hash of what the browser keeps, good for nothing else. */
    visitor: string | null
    solved: boolean
    reason: string | null
    /** What the editors say to it, for everybody to read. */
    answer: string | null
    /** When editors dealt with it, with an answer or without. */
    answeredAt: Date | null
    answeredBy: Id<'person'> | null
    at: Date
  }
  knowledgeViews: { entryId: Id<'knowledge-entry'>; day: string; n: number }
  knowledgeSubscriptions: {
    personId: Id<'person'>
    systemId: number | null
    tag: string | null
    at: Date
  }
}

export type StoredEntry = Selectable<KnowledgeTables['knowledgeEntries']>
export type StoredVersion = Selectable<KnowledgeTables['knowledgeVersions']>

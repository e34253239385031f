import type { Candidate, Question, Searchable } from '../port.ts'

/** What the worker is asked to do, and what it answers. */
export type Work = {
  /** Reads the file. Answers whether there was one that is of use. */
  load: { given: { file: string }; answer: boolean }
  keep: { given: { documents: readonly Searchable[] }; answer: null }
  forget: { given: { keys: readonly string[] }; answer: null }
  find: { given: { question: Question }; answer: Candidate[] }
  revisions: { given: { afterKey: string; most: number }; answer: { key: string; rev: number }[] }
  save: { given: { file: string }; answer: null }
}

export type Verb = keyof Work
export type Asked = { [V in Verb]: { id: number; verb: V } & Work[V]['given'] }[Verb]
export type Answered = { id: number; answer: Work[Verb]['answer'] } | { id: number; error: string }

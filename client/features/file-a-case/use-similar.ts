import type { Api, Reply } from '../../../server/api.ts'
import type { CallApi } from '../../platform/api.ts'
import { useWhileTyping } from './use-while-typing.ts'

export type SimilarCases = Reply<Api['GET /my/cases/similar']>
export type Matches = Reply<Api['POST /knowledge-matches']>

const similar = (api: CallApi, text: string) => api('GET /my/cases/similar', { query: { text } })
// In the body and not in the address: what somebody is about to tell belongs in no log.
const matching = (api: CallApi, text: string) => api('POST /knowledge-matches', { body: { text } })

/** The reader's own cases that look like what is being typed, those that are still open first. */
export function useSimilar(text: string, composing: boolean, enabled: boolean): SimilarCases | undefined {
  const found = useWhileTyping(text, { composing, enabled }, similar)
  return found && openFirst(found)
}

/** Entries that may answer what is being typed. */
export const useMatches = (text: string, composing: boolean): Matches | undefined =>
  useWhileTyping(text, { composing, enabled: true }, matching)

const DONE: readonly string[] = ['answered', 'closed', 'withdrawn']

/** What is still being worked on is rather added to than asked again. */
export const openFirst = <Row extends { status: string }>(rows: readonly Row[]): Row[] =>
  rows.toSorted((one, other) => Number(DONE.includes(one.status)) - Number(DONE.includes(other.status)))

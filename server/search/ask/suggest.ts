import { rankCandidates } from '../../../search/postgres/read.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Hit } from '../api.ts'
import { synonymsOf } from '../synonyms.ts'
import { findNumbered } from './find.ts'
import { present } from './present.ts'
import { type Asker, readerOf, type Searching, saysSomething } from './searching.ts'

const MOST = 8
/** Enough to choose the best from, and few enough to be read between two strokes of a key. */
export const MOST_SUGGESTED_FROM = 60
const LONGEST = 100

/** What may be meant while somebody types: at most eight, the best first. Nothing of it is kept anywhere. */
export async function suggest(
  deps: Searching,
  { actor }: Pick<Asker, 'actor'>,
  asked: { text: string; system?: number },
): Promise<Returned<Hit>[]> {
  const text = asked.text.trim().slice(0, LONGEST)
  if (!saysSomething(text)) return []
  const also = (await synonymsOf(deps)).expand(text)
  const { db, search } = deps
  const [reader] = await Promise.all([readerOf(deps, actor), search.vocabulary.weigh({ text, also })])
  const question = { text, also, reader, ...(asked.system !== undefined && { systemId: asked.system }) }
  const [{ candidates }, numbered] = await Promise.all([
    search.find({ ...question, most: MOST_SUGGESTED_FROM }),
    findNumbered(deps, reader, text),
  ])
  const first = numbered.filter(
    ({ systemIds }) => asked.system === undefined || systemIds.includes(asked.system),
  )
  const { hits, terms } = await rankCandidates({ db, vocabulary: search.vocabulary }, question, candidates)
  const sources = new Map([...candidates, ...first].map(({ key, source }) => [key, source]))
  const keys = [...new Set([...first, ...hits].map(({ key }) => key))].slice(0, MOST)
  const places = keys.map((key) => ({ key, source: sources.get(key) ?? '' }))
  return present(deps, actor, places, terms)
}

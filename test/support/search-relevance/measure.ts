import type { Searchable, SearchEngine } from '../../../search/port.ts'
import { rankCandidates } from '../../../search/postgres/read.ts'
import type { Vocabulary } from '../../../search/postgres/vocabulary.ts'
import type { Db } from '../../../server/platform/database/database.ts'
import { distractors } from './distractors.ts'
import { type Entry, entries } from './entries.ts'
import type { Asked } from './questions.ts'

/** So many entries as the help desk has. */
const ALL = 23_000
const A_BATCH = 500
const READ = 5
const COUNTED = 10

const documentOf = ({ id, system, title, body }: Entry): Searchable => ({
  key: `q${id}`,
  source: 'qa',
  seenBy: ['public'],
  title,
  keywords: system,
  body,
  systemIds: [1 + (id % 30)],
  kind: 'entry',
  year: 2020 + (id % 7),
  quality: 0,
  rev: 1,
})

/** The entries among 22,940 others, some at a time. */
export async function* everything(): AsyncGenerator<Searchable[]> {
  const all = [...entries, ...distractors(ALL - entries.length)]
  for (let from = 0; from < all.length; from += A_BATCH) yield all.slice(from, from + A_BATCH).map(documentOf)
}

/** What is found by an engine, as it is shown: ranked by what `db` says, which holds the same documents. */
export type Searching = { engine: SearchEngine; db: Db; vocabulary: Vocabulary }

/** As a reader is shown it: the numbers of entries, best first. @param most candidates */
export async function search(
  { engine, db, vocabulary }: Searching,
  text: string,
  most = 1000,
): Promise<number[]> {
  const reader = ['public']
  const candidates = await engine.find({ text, reader, most })
  const { hits } = await rankCandidates({ db, vocabulary }, { text, reader }, candidates)
  return hits.map(({ key }) => Number(key.slice(1)))
}

/**
 * How well questions are answered: the share of the answers that are among the first five (recall@5), and how far down
 * the first of them is (mean reciprocal rank among ten). `missed` says which were not the best.
 */
export async function relevanceOf(searching: Searching, asked: readonly Asked[]) {
  const each = []
  for (const { text, answeredBy } of asked) {
    const found = await search(searching, text)
    const recall = answeredBy.filter((id) => found.slice(0, READ).includes(id)).length / answeredBy.length
    const first = found.slice(0, COUNTED).findIndex((id) => answeredBy.includes(id))
    each.push({ text, recall, reciprocal: first < 0 ? 0 : 1 / (first + 1) })
  }
  const mean = (values: number[]) => values.reduce((sum, n) => sum + n, 0) / values.length
  return {
    recall5: mean(each.map(({ recall }) => recall)),
    mrr: mean(each.map(({ reciprocal }) => reciprocal)),
    missed: each.filter(({ recall, reciprocal }) => recall < 1 || reciprocal < 1).map(({ text }) => text),
  }
}

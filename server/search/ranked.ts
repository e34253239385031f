import type { Question } from '../../search/port.ts'
import { rankCandidates } from '../../search/postgres/read.ts'
import type { Deps } from '../platform/deps.ts'

const MOST_CANDIDATES = 1000

type Asked = Pick<Question, 'text' | 'also' | 'reader' | 'source'>

/** The keys of what is about a text, the best first, at most two hundred. */
export async function rankedKeys(
  { db, search }: Pick<Deps, 'db' | 'search'>,
  asked: Asked,
  most = MOST_CANDIDATES,
): Promise<string[]> {
  const { candidates } = await search.find({ ...asked, most })
  const { hits } = await rankCandidates({ db, vocabulary: search.vocabulary }, asked, candidates)
  return hits.map(({ key }) => key)
}

/** Which place a document has among what is found: from 1; 0 when it is not among the first two hundred. */
export const placeOf = async (deps: Pick<Deps, 'db' | 'search'>, asked: Asked, key: string) =>
  (await rankedKeys(deps, asked)).indexOf(key) + 1

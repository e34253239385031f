import { type FederatedMultiSearchParams, type Hit, Meilisearch } from 'meilisearch'
import { passes } from '../counts.ts'
import { type Candidate, EngineAway, type Question, type SearchEngine } from '../port.ts'
import { soughtOf, type Weighted } from '../question.ts'
import { AskLater, answered, codeOf } from './away.ts'
import { candidateOf, isValue, type Shown } from './document.ts'
import { keeping } from './keeping.ts'
import { requestOf, type Search, searchesOf, seenBy, weightOf } from './question.ts'
import { LEAST_VERSION, liveIndex } from './settings.ts'
import { isThere } from './swap.ts'
import { type Tenants, tenantsOf } from './tenants.ts'

const FIND_MS = 1500
const WRITE_MS = 30_000

/** What is known of the words of all documents, kept beside: the engine weighs them in its own way. */
type Vocabulary = {
  /** What is asked, the weightiest first. */
  weigh(question: Pick<Question, 'text' | 'also'>): Promise<Weighted[]>
}

export type MeilisearchOptions = {
  url: string
  /** Its master key, or a key for everything but that: see the decision. None where the server has none. */
  key?: string | undefined
  vocabulary: Vocabulary
  /** Begins the names of its indexes. */
  name?: string
  /** After so long another engine is asked, 1.5 s if not said: a page is not to wait for one that is away. */
  findMs?: number
  now?: () => number
}

type MeilisearchEngine = SearchEngine & {
  /**
   * Looks whether this server can be used. `isFilled` is false when nothing was kept there yet in the form of this
   * version: it is to be rebuilt then, and is away until that is done. `isGuarded`: whatever a search asks for, the
   * server itself keeps to what the reader may see.
   * @throws TooOld
   * @throws EngineAway
   */
  open(): Promise<{ isFilled: boolean; isGuarded: boolean }>
}

/** The server is to be replaced by a newer one: asking again will not do. */
export class TooOld extends EngineAway {
  override name = 'TooOld'
}

/**
 * Meilisearch 1.30.1 or later, written for 1.50. Who may see a document is asked for by each search, and demanded by the
 * token it is sent with.
 */
export function meilisearchEngine(options: MeilisearchOptions): MeilisearchEngine {
  const { url, key, vocabulary, name = 'documents', findMs = FIND_MS, now = Date.now } = options
  const live = liveIndex(name)
  const config = { host: url, ...(key === undefined ? {} : { apiKey: key }) }
  const asking = new Meilisearch({ ...config, timeout: findMs })
  const writing = new Meilisearch({ ...config, timeout: WRITE_MS })
  let opened: Promise<{ tenants: Tenants | undefined }> | undefined
  let silentUntil = 0
  let isClosed = false

  /** Once; again after it failed. */
  function ready() {
    opened ??= look(asking, live, key !== undefined, now).catch((error) => {
      opened = undefined
      throw error
    })
    return opened
  }

  async function ask(body: FederatedMultiSearchParams, reader: readonly string[]) {
    const { tenants } = await ready()
    const token = await tenants?.tokenFor(seenBy(reader))
    const init = token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }
    return answered(asking.multiSearch<FederatedMultiSearchParams, Shown>(body, init))
  }

  async function find(given: Question): Promise<Candidate[]> {
    if (isClosed) throw new EngineAway('closed')
    if (now() < silentUntil) throw new EngineAway('Meilisearch asked not to be asked for a while')
    // What no document can have, none has.
    const question = { ...given, reader: given.reader.filter(isValue) }
    const { reader, source = 'any', kind = 'any', systemId = 0, year = 0 } = question
    const isPossible =
      isValue(source) && isValue(kind) && Number.isSafeInteger(systemId) && Number.isSafeInteger(year)
    if (reader.length === 0 || !isPossible) return []
    const sought = soughtOf(await vocabulary.weigh(question))
    const searches = searchesOf(sought)
    if (searches.length === 0) return []
    try {
      const { hits } = await ask(requestOf(live, searches, question), reader)
      return hits
        .flatMap((hit) => {
          const candidate = candidateOf(hit, heldBy(hit, searches))
          // The engine compares without regard to case and width.
          const isSeen = hit.seen_by.some((token) => reader.includes(token))
          return isSeen && candidate.score >= sought.least && passes(candidate, question) ? [candidate] : []
        })
        .sort((one, other) => other.score - one.score)
    } catch (error) {
      if (error instanceof AskLater) silentUntil = now() + error.seconds * 1000
      if (LOOK_AGAIN.includes(codeOf(error) ?? '')) opened = undefined
      throw error instanceof EngineAway
        ? error
        : new EngineAway(`Meilisearch cannot answer: ${error}`, { cause: error })
    }
  }

  const kept = keeping(writing, name, live)
  /** What writes waits until the server is known to be one that can be written to. */
  const when = async <T>(work: () => Promise<T>): Promise<T> => {
    await ready()
    return work()
  }

  return {
    name: 'meilisearch',
    async open() {
      const { tenants } = await ready()
      return { isFilled: await isThere(writing, live), isGuarded: tenants !== undefined }
    },
    find,
    keep: (documents) => when(() => kept.keep(documents)),
    forget: (keys) => when(() => kept.forget(keys)),
    rebuild: (documents, onRefused) => when(() => kept.rebuild(documents, onRefused)),
    revisions: (afterKey, most) => when(() => kept.revisions(afterKey, most)),
    async close() {
      isClosed = true
    },
  }
}

/** How much of what is asked a document holds: the words of the search that it fits best, as far as it holds them. */
function heldBy({ _federation, _rankingScoreDetails }: Hit<Shown>, searches: readonly Search[]): number {
  const words = searches[_federation?.queriesPosition ?? 0]?.words ?? []
  return weightOf(words.slice(0, _rankingScoreDetails?.words?.matchingWords ?? 1))
}

/** What may mean that the server is another one than was looked at. */
const LOOK_AGAIN = ['invalid_api_key', 'index_not_found']

async function look(client: Meilisearch, live: string, hasKey: boolean, now: () => number) {
  const { pkgVersion } = await answered(client.getVersion())
  if (!isAtLeast(pkgVersion, LEAST_VERSION))
    throw new TooOld(`Meilisearch ${pkgVersion} is too old: at least ${LEAST_VERSION} is needed`)
  return { tenants: hasKey ? await tenantsOf(client, live, now) : undefined }
}

/** Whether a version is another one or a later one, by its numbers. */
export function isAtLeast(version: string, least: string): boolean {
  const numbers = (of: string) => (/^v?(\d+)\.(\d+)\.(\d+)/.exec(of) ?? []).slice(1).map(Number)
  const [given, wanted] = [numbers(version), numbers(least)]
  if (given.length === 0) return false
  const i = given.findIndex((n, at) => n !== wanted[at])
  return i < 0 || given[i]! > wanted[i]!
}

import type { Meilisearch } from 'meilisearch'
import { isolate } from '../isolate.ts'
import { EngineAway, type OnRefused, type Searchable } from '../port.ts'
import { answered, codeOf } from './away.ts'
import { bodiesOf } from './document.ts'
import { add, type Building, begin, FORGOTTEN, isThere, PRIMARY, putLive, removeOthers } from './swap.ts'
import { done } from './tasks.ts'

const TASK_MS = 60_000
const MOST_FETCHED = 1000

type Revision = { key: string; rev: number }

/**
 * What writes into the index. The engine does one task after the other in the order they came, and knows nothing of
 * revisions: so whatever writes here takes turns, and looks before it writes. Two processes at once would see neither
 * each other's looks nor each other's rebuild: whoever calls sees to it that only one writes.
 */
export function keeping(client: Meilisearch, name: string, live: string) {
  let last: Promise<unknown> = Promise.resolve()
  let building: Building | undefined
  let wasThere = false
  let scanned: Revision[] | undefined

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = last.then(work, work)
    last = turn.catch(() => {})
    return turn
  }

  /** @throws EngineAway, also when the index that was there is there no more: it would be made anew by what is written */
  async function unlessGone<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (codeOf(error) !== 'index_not_found') throw error
      wasThere = false
      throw new EngineAway(`the index ${live} is not in Meilisearch`, { cause: error })
    }
  }
  const writing = <T>(work: () => Promise<T>) => inTurn(() => unlessGone(work))

  async function targets(): Promise<string[]> {
    wasThere ||= await isThere(client, live)
    return [...(wasThere ? [live] : []), ...(building === undefined ? [] : [building.index])]
  }

  async function newest(documents: readonly Searchable[]): Promise<Searchable[]> {
    const kept = new Map(building?.changed)
    if (wasThere)
      for (const { key, rev } of await revisionsOf(client, live, keysOf(documents))) kept.set(key, rev)
    const given = new Map<string, Searchable>()
    for (const one of documents) {
      const rev = Math.max(kept.get(one.key) ?? -1, given.get(one.key)?.rev ?? -1)
      // What was forgotten comes back with a greater revision: then nothing is kept of it any more.
      if (rev <= one.rev || rev === FORGOTTEN) given.set(one.key, one)
    }
    return [...given.values()]
  }

  return {
    keep: (documents: readonly Searchable[]) =>
      writing(async () => {
        if (documents.length === 0) return
        const indexes = await targets()
        if (indexes.length === 0)
          throw new EngineAway('nothing is kept in Meilisearch before it was filled once')
        const fresh = await newest(documents)
        for await (const body of bodiesOf(fresh)) {
          for (const index of indexes) {
            const sent = client.index(index).addDocumentsFromString(body, 'application/x-ndjson', PRIMARY)
            await done(client, sent, TASK_MS)
          }
        }
        for (const { key, rev } of fresh) {
          building?.keys.add(key)
          building?.changed.set(key, rev)
        }
      }),

    forget: (keys: readonly string[]) =>
      writing(async () => {
        if (keys.length === 0) return
        for (const key of keys) building?.changed.set(key, FORGOTTEN)
        for (const index of await targets())
          await done(client, client.index(index).deleteDocuments([...keys]), TASK_MS)
        for (const key of keys) building?.keys.delete(key)
      }),

    async rebuild(documents: AsyncIterable<readonly Searchable[]>, onRefused?: OnRefused) {
      const mine = await inTurn(async () => {
        if (building !== undefined) throw new Error('the index is being rebuilt already')
        building = await begin(client, live)
        return building
      })
      try {
        const take = async (some: readonly Searchable[]) => {
          const taken = await inTurn(() => add(client, mine, some))
          await taken()
        }
        for await (const some of documents) {
          if (onRefused) await isolate(some, take, onRefused)
          else await take(some)
        }
        await inTurn(async () => {
          await putLive(client, mine, live)
          wasThere = true
          building = undefined
        })
      } finally {
        building = undefined
      }
      await inTurn(() => removeOthers(client, name, live))
    },

    /** Reads everything at the first page: the engine has no order of keys as code units. */
    async revisions(afterKey: string, most: number): Promise<Revision[]> {
      if (afterKey === '' || scanned === undefined)
        scanned = await unlessGone(() => allRevisions(client, live))
      const from = scanned.findIndex(({ key }) => key > afterKey)
      const page = from < 0 ? [] : scanned.slice(from, from + most)
      if (page.length < most) scanned = undefined
      return page
    },
  }
}

const keysOf = (documents: readonly Searchable[]) => documents.map(({ key }) => key)

type Fetched = { results: Revision[]; total: number }

const fetched = (client: Meilisearch, index: string, body: object): Promise<Fetched> =>
  answered(
    client.httpRequest.post<Fetched>({
      path: `indexes/${index}/documents/fetch`,
      body: { ...body, fields: ['key', 'rev'], limit: MOST_FETCHED },
    }),
  )

async function revisionsOf(client: Meilisearch, index: string, keys: readonly string[]): Promise<Revision[]> {
  const found: Revision[] = []
  for (let i = 0; i < keys.length; i += MOST_FETCHED)
    found.push(...(await fetched(client, index, { ids: keys.slice(i, i + MOST_FETCHED) })).results)
  return found
}

async function allRevisions(client: Meilisearch, index: string): Promise<Revision[]> {
  const all = new Map<string, number>()
  for (let offset = 0; ; offset += MOST_FETCHED) {
    const { results } = await fetched(client, index, { offset })
    for (const { key, rev } of results) all.set(key, rev)
    if (results.length < MOST_FETCHED) break
  }
  return [...all].map(([key, rev]) => ({ key, rev })).sort((one, other) => (one.key < other.key ? -1 : 1))
}

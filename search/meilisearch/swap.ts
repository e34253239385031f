import type { EnqueuedTask, IndexSwap, Meilisearch } from 'meilisearch'
import type { Searchable } from '../port.ts'
import { answered, codeOf } from './away.ts'
import { bodiesOf } from './document.ts'
import { SETTINGS } from './settings.ts'
import { done } from './tasks.ts'

/** The engine takes its tasks one after the other; a thousand documents take it some seconds. */
const TASK_MS = 600_000

/** An index that is being filled beside the one that is asked. */
export type Building = {
  index: string
  keys: Set<string>
  /** What was changed since it began, and to which revision: what the stream then brings may be older. */
  changed: Map<string, number>
}

export const FORGOTTEN = Number.POSITIVE_INFINITY

export const isThere = async (client: Meilisearch, index: string): Promise<boolean> => {
  try {
    await answered(client.getRawIndex(index))
    return true
  } catch (error) {
    if (codeOf(error) === 'index_not_found') return false
    throw error
  }
}

/** An empty index with its settings, after the leftovers of what began before and never ended are gone. */
export async function begin(client: Meilisearch, live: string): Promise<Building> {
  const beside = (uid: string) => uid.startsWith(`${live}__`)
  const left = (await indexes(client)).filter(beside)
  await remove(client, left)
  const last = Math.max(0, ...left.map((uid) => Number(uid.slice(live.length + 2)) || 0))
  const index = `${live}__${last + 1}`
  await done(client, client.createIndex(index, { primaryKey: 'key' }), TASK_MS)
  // Before the documents: they would be indexed a second time.
  await done(client, client.index(index).updateSettings(SETTINGS), TASK_MS)
  return { index, keys: new Set(), changed: new Map() }
}

/**
 * Those documents of the stream that nothing newer was said of since, sent; resolves to what resolves when they are
 * taken, so that who waits for it keeps nobody from writing.
 */
export async function add(client: Meilisearch, building: Building, documents: readonly Searchable[]) {
  const { index, keys, changed } = building
  const tasks: EnqueuedTask[] = []
  const fresh = documents.filter(({ key, rev }) => (changed.get(key) ?? -1) < rev)
  for await (const body of bodiesOf(fresh)) {
    tasks.push(
      await answered(client.index(index).addDocumentsFromString(body, 'application/x-ndjson', PRIMARY)),
    )
  }
  for (const { key } of fresh) keys.add(key)
  return async () => {
    try {
      for (const task of tasks) await done(client, Promise.resolve(task), TASK_MS)
    } catch (error) {
      // What was written meanwhile for itself is there all the same.
      for (const { key } of fresh) if (!changed.has(key)) keys.delete(key)
      throw error
    }
  }
}
export const PRIMARY = { primaryKey: 'key' }

/**
 * Puts a filled index where the live one is, at once for everybody; the other is then under its name.
 * @throws Error if not everything is in it that was sent
 */
export async function putLive(client: Meilisearch, { index, keys }: Building, live: string): Promise<void> {
  const { numberOfDocuments } = await answered(client.index(index).getStats())
  if (numberOfDocuments !== keys.size)
    throw new Error(`${numberOfDocuments} documents are in ${index}, ${keys.size} were sent: it is not used`)
  const swap: IndexSwap = { indexes: [index, live], rename: !(await isThere(client, live)) }
  await done(client, client.swapIndexes([swap]), TASK_MS)
}

/** What is left of other formats and of what was live before. Nobody asks it any more. */
export const removeOthers = async (client: Meilisearch, name: string, live: string): Promise<void> =>
  remove(
    client,
    (await indexes(client)).filter((uid) => uid !== live && uid.startsWith(`${name}-v`)),
  )

async function indexes(client: Meilisearch): Promise<string[]> {
  const { results } = await answered(client.getRawIndexes({ limit: 1000 }))
  return results.map(({ uid }) => uid)
}

const remove = async (client: Meilisearch, some: readonly string[]): Promise<void> => {
  for (const uid of some) await done(client, client.deleteIndex(uid), TASK_MS)
}

import { createHash } from 'node:crypto'
import { type Key, type Meilisearch, MeilisearchApiError } from 'meilisearch'
import { generateTenantToken } from 'meilisearch/token'
import { answered, codeOf } from './away.ts'

const LASTS_S = 300
/** Some time must be left for the search. */
const USED_S = 240
const MOST_KEPT = 1000

/** A token with which only what passes the filter is found, whatever the search asks for. */
export type Tenants = { tokenFor(filter: string): Promise<string> }

/**
 * Tokens of five minutes, signed with a key that can search this index and nothing else.
 * @returns undefined if the server has no master key, or the key given may not make others
 * @throws EngineAway
 */
export async function tenantsOf(
  client: Meilisearch,
  index: string,
  now: () => number,
): Promise<Tenants | undefined> {
  const parent = await parentKey(client, index)
  if (parent === undefined) return undefined
  const kept = new Map<string, { token: Promise<string>; until: number }>()
  return {
    tokenFor(filter) {
      const seconds = Math.floor(now() / 1000)
      const last = kept.get(filter)
      if (last !== undefined && seconds < last.until) return last.token
      kept.delete(filter)
      if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!)
      // A rule for a pattern of indexes would be replaced by one for the index: there is only this one.
      const searchRules = { [index]: { filter } }
      const { key: apiKey, uid: apiKeyUid } = parent
      const token = generateTenantToken({ apiKey, apiKeyUid, searchRules, expiresAt: seconds + LASTS_S })
      kept.set(filter, { token, until: seconds + USED_S })
      return token
    },
  }
}

async function parentKey(client: Meilisearch, index: string): Promise<Key | undefined> {
  const uid = uidOf(index)
  const kept = () => answered(client.getKey(uid))
  try {
    return await kept()
  } catch (error) {
    if (['invalid_api_key', 'missing_master_key'].includes(codeOf(error) ?? '')) return undefined
    if (codeOf(error) !== 'api_key_not_found') throw error
  }
  const key = { uid, name: 'OneWindow: search', actions: ['search'], indexes: [index], expiresAt: null }
  try {
    return await answered(client.createKey(key))
  } catch (error) {
    if (codeOf(error) === 'invalid_api_key') return undefined
    // Another process was quicker.
    if (error instanceof MeilisearchApiError && error.response.status === 409) return await kept()
    throw error
  }
}

/** The same for all processes. */
function uidOf(index: string): string {
  const hex = createHash('sha256').update(`onewindow search ${index}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

import { createHmac } from 'node:crypto'
import { foundBy, type Query } from './meilisearch-finding.ts'
import { type Document, errorOf, type Failing, type Index, tasksOn } from './meilisearch-tasks.ts'

type Json = Record<string, unknown>
export type Received = {
  method: string
  path: string
  query: string
  headers: Json
  body: string
  json: unknown
}
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> }
type Fetch = { ids?: string[]; fields: string[]; offset?: number; limit?: number }
type Swap = { indexes: [string, string]; rename: boolean }
type Search = { queries: Query[]; federation: { limit: number } }

const ok = (body: unknown, status = 200): Answer => ({ status, body })
const refusal = (status: number, code: string): Answer => ({ status, body: errorOf(code) })
const page = (results: unknown[], total = results.length) =>
  ok({ results, offset: 0, limit: results.length, total })

type Given = { version: string; looks: number; key: string | undefined; failing: Failing }

/** What Meilisearch 1.50 answers, as its documentation says. */
export function meilisearchRoutes({ version, looks, key, failing }: Given) {
  const indexes = new Map<string, Index>()
  const keys = new Map<string, Json & { key: string }>()
  const tasks = tasksOn(indexes, { looks, failing })
  const accepted = (...given: Parameters<typeof tasks.enqueue>) => ok(tasks.enqueue(...given), 202)

  /** The rule of the token that a search is sent with; `undefined` if it is none of ours. */
  function ruleOf(token: string): { [index: string]: { filter: string } } | undefined {
    const [head, claims = '', signature] = token.split('.')
    const { apiKeyUid, searchRules } = JSON.parse(Buffer.from(claims, 'base64url').toString() || '{}')
    const signed = createHmac('sha256', keys.get(apiKeyUid)?.key ?? 'nobody').update(`${head}.${claims}`)
    return signed.digest('base64url') === signature ? searchRules : undefined
  }

  function search({ queries, federation }: Search, bearer: string): Answer {
    const rule = key === undefined || bearer === key ? {} : ruleOf(bearer)
    if (rule === undefined) return refusal(403, 'invalid_api_key')
    if (queries.some(({ indexUid }) => !indexes.has(indexUid))) return refusal(400, 'index_not_found')
    const ruled = queries.map((one) => ({
      ...one,
      filter: [...one.filter, ...(rule[one.indexUid] ? [rule[one.indexUid]!.filter] : [])],
    }))
    const found = foundBy(ruled, (uid) => [...indexes.get(uid)!.documents.values()])
    const { limit } = federation
    return ok({
      hits: found.slice(0, limit),
      processingTimeMs: 0,
      limit,
      offset: 0,
      estimatedTotalHits: found.length,
    })
  }

  function makeKey(made: Json): Answer {
    const uid = String(made.uid)
    if (keys.has(uid)) return refusal(409, 'api_key_already_exists')
    keys.set(uid, { ...made, key: `key-of-${uid}` })
    return ok(keys.get(uid), 201)
  }

  function add(uid: string, { headers, query, body }: Received): Answer {
    if (headers['content-type'] !== 'application/x-ndjson' || query !== '?primaryKey=key')
      return refusal(400, 'bad_request')
    const documents = body.split('\n').map((line) => JSON.parse(line) as Document)
    return accepted('documentAdditionOrUpdate', uid, () => {
      for (const document of documents) indexes.get(uid)!.documents.set(document.key, document)
    })
  }

  function remove(uid: string, gone: string[]): Answer {
    return accepted('documentDeletion', uid, () => {
      for (const one of gone) indexes.get(uid)!.documents.delete(one)
    })
  }

  function fetched(index: Index, { ids, fields, offset = 0, limit = 20 }: Fetch): Answer {
    const all = [...index.documents.values()].filter((one) => ids === undefined || ids.includes(one.key))
    const some = all.slice(offset, offset + limit)
    return page(
      some.map((one) => Object.fromEntries(fields.map((field) => [field, one[field]]))),
      all.length,
    )
  }

  function swap(swaps: Swap[]) {
    for (const { indexes: pair, rename } of swaps) {
      const [one, other] = pair
      const [first, second] = [indexes.get(one), indexes.get(other)]
      if (!first || (second === undefined) !== rename) throw errorOf('index_not_found')
      indexes.set(other, first)
      if (second) indexes.set(one, second)
      else indexes.delete(one)
    }
  }

  function answer(received: Received): Answer {
    const { method, path, headers, json } = received
    const bearer = String(headers.authorization ?? '').replace('Bearer ', '')
    const [, area, uid = '', part, more] = path.split('/')
    if (key !== undefined && bearer !== key && area !== 'multi-search') return refusal(403, 'invalid_api_key')
    const index = indexes.get(uid)
    switch (`${method} ${[area, part, more].filter(Boolean).join('/')}`) {
      case 'GET version':
        return ok({ pkgVersion: version, commitSha: 'unknown', commitDate: 'unknown' })
      case 'GET keys':
        if (key === undefined) return refusal(401, 'missing_master_key')
        return keys.has(uid) ? ok(keys.get(uid)) : refusal(404, 'api_key_not_found')
      case 'POST keys':
        return makeKey(json as Json)
      case 'GET indexes':
        if (uid === '') return page([...indexes.keys()].map((one) => ({ uid: one, primaryKey: 'key' })))
        return index ? ok({ uid, primaryKey: 'key' }) : refusal(404, 'index_not_found')
      case 'POST indexes':
        return accepted('indexCreation', (json as { uid: string }).uid, () => {})
      case 'DELETE indexes':
        return accepted('indexDeletion', uid, () => indexes.delete(uid))
      case 'PATCH indexes/settings':
        return accepted('settingsUpdate', uid, () => Object.assign(indexes.get(uid)!.settings, json))
      case 'GET indexes/stats':
        return index ? ok({ numberOfDocuments: index.documents.size }) : refusal(404, 'index_not_found')
      case 'POST indexes/documents':
        return add(uid, received)
      case 'POST indexes/documents/delete-batch':
        return remove(uid, json as string[])
      case 'POST indexes/documents/fetch':
        return index ? fetched(index, json as Fetch) : refusal(404, 'index_not_found')
      case 'POST swap-indexes':
        return accepted('indexSwap', null, () => swap(json as Swap[]))
      case 'GET tasks':
        return ok(tasks.look(Number(uid)))
      case 'POST multi-search':
        return search(json as Search, bearer)
      default:
        return refusal(404, 'not_found')
    }
  }
  return { indexes, answer }
}

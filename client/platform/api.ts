import type { Api, Input, Reply } from '../../server/api.ts'

/** The same `idempotencyKey` twice is one command; `signal` gives up an answer that nobody waits for any more. */
type Extra = { idempotencyKey?: string; signal?: AbortSignal }
type Arguments<Key extends keyof Api> = unknown extends Input<Api[Key]> ? [Extra?] : [Input<Api[Key]> & Extra]

/** Calls one endpoint of the server, named as the server names it. @throws Problem */
export type CallApi = <Key extends keyof Api>(
  key: Key,
  ...[input]: Arguments<Key>
) => Promise<Reply<Api[Key]>>

/**
 * The server's "no". `code` is stable, `sentence` is for the reader, `detail` is what a screen may use: the
 * fields at fault, what changed meanwhile, when to try again. `reference` names a fault in the server's log.
 * Status 0 with code `unreachable` means that no answer came.
 */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly sentence: string | undefined
  readonly detail: Readonly<Record<string, unknown>>
  readonly reference: string | undefined
  constructor(status: number, code: string, said: Said = {}) {
    super(code)
    this.status = status
    this.code = code
    this.sentence = said.title
    this.detail = said.detail ?? {}
    this.reference = said.reference
  }
}

type Said = {
  title?: string | undefined
  detail?: Record<string, unknown> | undefined
  reference?: string | undefined
}

/** The typed client of the browser. `call` replaces `fetch` in tests. */
export const createApi =
  (call: typeof fetch, language: string): CallApi =>
  async (key, ...[input]) => {
    const { params = {}, query = {}, body, idempotencyKey, signal } = (input ?? {}) as Loose
    const [method = '', path = ''] = (key as string).split(' ')
    const url = Object.entries(params).reduce(
      (url, [name, value]) => url.replace(`:${name}`, encodeURIComponent(String(value))),
      path,
    )
    const search = queryString(query)
    const response = await call(`/api${url}${search}`, {
      method,
      credentials: 'same-origin',
      headers: {
        'accept-language': language,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
      },
      ...(signal && { signal }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }).catch(() => {
      throw new Problem(0, 'unreachable')
    })
    if (response.ok) return response.status === 204 ? undefined : await response.json()
    const said: Said & { code?: string } = await response.json().catch(() => ({}))
    throw new Problem(response.status, said.code ?? 'internal', said)
  }

type Loose = Extra & { params?: object; query?: object; body?: unknown }

function queryString(query: object): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  return search.size > 0 ? `?${search}` : ''
}

/** The browser's client: `await api('GET /queues')`. The server's sentences come in the page's language. */
export const api: CallApi = (key, ...input) =>
  createApi((...request) => fetch(...request), document.documentElement.lang)(key, ...input)

import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type Answer, meilisearchRoutes, type Received } from './meilisearch-routes.ts'
import type { Failing } from './meilisearch-tasks.ts'

/** What is answered instead; `undefined` lets the server do as it does. */
export type Instead = (received: Received) => Answer | undefined | Promise<Answer | undefined>
type Given = { version?: string; looks?: number; key?: string | undefined }

/**
 * An HTTP server that takes what Meilisearch 1.50 takes and answers as its documentation says. It keeps what it is sent
 * and finds whole words; `on` says whatever else is to happen. Tasks are done one after the other, each when it has been
 * asked for `looks` times.
 */
export async function meilisearchServer({ version = '1.50.0', looks = 1, key }: Given = {}) {
  const received: Received[] = []
  const on: { instead?: Instead; failing?: Failing } = {}
  const { indexes, answer } = meilisearchRoutes({
    version,
    looks,
    key,
    failing: (task) => on.failing?.(task),
  })
  const server = createServer((request, response) => void handle(request, response))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const { method = '', url = '', headers } = request
    const { pathname: path, search: query } = new URL(url, 'http://here')
    const body = await text(request)
    const isJson = headers['content-type'] === 'application/json' && body !== ''
    const one = { method, path, query, headers, body, json: isJson ? JSON.parse(body) : undefined }
    received.push(one)
    const { status, body: said = {}, headers: also } = (await on.instead?.(one)) ?? answer(one)
    response.writeHead(status, { 'content-type': 'application/json', ...also })
    response.end(typeof said === 'string' ? said : JSON.stringify(said))
  }

  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    indexes,
    on,
    /** What was asked of a path, such as `POST /multi-search`. */
    asked: (what: string) => received.filter(({ method, path }) => `${method} ${path}` === what),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

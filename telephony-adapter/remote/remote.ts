import { setTimeout as wait } from 'node:timers/promises'
import type { CallRecord, Result, Snapshot, Telephony } from '../port.ts'
import { HEARTBEAT_MS } from '../serve/protocol.ts'
import { followOver } from './follow-over.ts'

/** A phone rings by then, or nobody believes in it any more. */
const ORDER_MS = 4000
const AGAIN_MS = 100
const QUESTION_MS = 10_000
/** A recording of hours over a slow line. */
const MEDIA_MS = 120_000

type Options = {
  /** `http://host:port` of the adapter's process. */
  url: string
  key: string
  log: { warn(fields: object, text: string): void }
  heartbeatMs?: number
  orderMs?: number
}

/** The adapter in another process. Away, it answers orders with `link-down` and everything else by throwing. */
export function remoteTelephony({
  url,
  key,
  log,
  heartbeatMs = HEARTBEAT_MS,
  orderMs = ORDER_MS,
}: Options): Telephony {
  const closing = new AbortController()
  const followings = new Set<{ stop(): Promise<void> }>()
  const headers = { authorization: `Bearer ${key}` }

  async function ask(path: string, withinMs: number, request: RequestInit = {}) {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(withinMs)])
    return fetch(new URL(path, url), { ...request, headers: { ...headers, ...request.headers }, signal })
  }
  async function answer<T>(path: string): Promise<T> {
    return (await good(await ask(path, QUESTION_MS))).json() as Promise<T>
  }
  const withBody = (method: string, body: unknown) => ({
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })

  return {
    spoolId: async () => (await answer<{ spoolId: string }>('/spool')).spoolId,
    snapshot: () => answer<Snapshot>('/snapshot'),
    async order(command): Promise<Result> {
      const until = Date.now() + orderMs
      for (;;) {
        try {
          const response = await ask('/commands', Math.max(1, until - Date.now()), withBody('POST', command))
          return (await (await good(response)).json()) as Result
        } catch (err) {
          // A connection that broke under it: the same again is safe, for twice is once.
          if (isBroken(err) && Date.now() < until && !closing.signal.aborted) {
            await wait(AGAIN_MS)
            continue
          }
          log.warn({ err, do: command.do, commandId: command.commandId }, 'the telephone took no order')
          return { ok: false, code: 'link-down' }
        }
      }
    },
    async keepPlan(plan) {
      await good(await ask('/plan', QUESTION_MS, withBody('PUT', plan)))
    },
    follow(afterSeq, heard, onLink) {
      const following = followOver({ url, headers, heartbeatMs, log }, afterSeq, heard, onLink)
      followings.add(following)
      return {
        async stop() {
          await following.stop()
          followings.delete(following)
        },
      }
    },
    async fetch(name) {
      const response = await ask(`/media/${encodeURIComponent(name)}`, MEDIA_MS)
      if (response.status === 404) return void (await response.body?.cancel())
      return Buffer.from(await (await good(response)).arrayBuffer())
    },
    records: (from, to) => answer<CallRecord[]>(`/records?from=${from.toISOString()}&to=${to.toISOString()}`),
    async close() {
      closing.abort()
      await Promise.all([...followings].map((following) => following.stop()))
    },
  }
}

async function good(response: Response) {
  if (response.ok) return response
  await response.body?.cancel()
  throw new Error(`the telephony adapter answered ${response.status}`)
}

/** Broken off in the middle, not refused: only then may a second attempt find what the first did not. */
const isBroken = (error: unknown) => {
  const code = (error as { cause?: { code?: string } }).cause?.code
  return code === 'ECONNRESET' || code === 'UND_ERR_SOCKET' || code === 'EPIPE'
}

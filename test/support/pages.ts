import type { AddressInfo } from 'node:net'
import { io } from 'socket.io-client'
import { sessionReader } from '../../server/identity/queries.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { createApp } from '../../server/platform/http/app.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import { socketLive } from '../../server/platform/live/live.ts'

/** One server to which pages connect; with Redis, one of several. */
export async function livePages({ db, now, redisUrl }: { db: Db; now: () => Date; redisUrl?: string }) {
  const app = createApp({ actorOf: async () => undefined, logger: false, trustProxy: false })
  const live = socketLive(app.server, {
    redisUrl,
    actorOf: sessionReader({ db, now }, { believedMs: 0 }),
    onDesk: () => {},
    onPage: () => {},
    onError: () => {},
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return {
    live,
    /** Opens a page; resolves when it is connected or refused. */
    async open(token: string | undefined) {
      const page = io(`http://127.0.0.1:${port}/live`, {
        transports: ['websocket'],
        reconnection: false,
        forceNew: true,
        extraHeaders: { cookie: `${SESSION_COOKIE}=${token}` },
      })
      const told: string[] = []
      page.onAny((event: string) => told.push(event))
      await new Promise<void>((resolve) => {
        page.once('connect', resolve)
        page.once('connect_error', () => resolve())
      })
      return { isOpen: () => page.connected, told, close: () => page.disconnect() }
    },
    async close() {
      await live.close()
      await app.close()
    },
  }
}

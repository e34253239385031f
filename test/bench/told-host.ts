import pg from 'pg'
import { Server } from 'socket.io'
import { changeCase } from '../../server/cases/change.ts'
import { readConfig } from '../../server/config.ts'
import { transact } from '../../server/platform/database/database.ts'
import { wireServer } from '../../server/wiring.ts'

/**
 * The servers of `desk.told`: ours, and a bare Socket.IO beside it in the same process. Asked over IPC, it changes
 * a case of an agent (or lets the bare server tell one) and answers the monotonic time of the commit (or the emit),
 * which clients on this machine can compare with theirs.
 */
type Asked = { ask: 'bare'; agent: string } | { ask: 'change'; caseId: string; agent: string }

let committedAt = 0n
const { query } = pg.Client.prototype
pg.Client.prototype.query = function noteCommit(this: pg.Client, ...given: unknown[]) {
  const answer = (query as (...all: unknown[]) => unknown).apply(this, given)
  if (given[0] === 'commit' && answer instanceof Promise)
    return answer.then((result) => {
      committedAt = process.hrtime.bigint()
      return result
    })
  return answer
} as typeof query

const server = await wireServer(readConfig(process.env))
await server.app.listen({ host: '127.0.0.1', port: Number(process.env['PORT']) })

const bare = new Server(Number(process.env['BARE_PORT']), { serveClient: false })
bare.on('connection', (socket) => void socket.join(String(socket.handshake.auth['agent'])))

process.on('message', async (asked: Asked) => {
  if (asked.ask === 'bare') {
    const at = process.hrtime.bigint()
    bare.to(asked.agent).emit('told', { caseId: asked.agent, version: 1, queueId: 1, ownerId: asked.agent })
    process.send?.({ at: String(at) })
    return
  }
  const { db, now } = server.deps
  await transact(db, async (trx) => {
    const row = await trx
      .selectFrom('cases')
      .selectAll()
      .where('id', '=', asked.caseId as never)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const at = now()
    await changeCase(trx, row, { priority: 1 + (row.priority % 4) }, [
      { kind: 'change', actorId: null, origin: 'bench', at, body: { fields: ['priority'] } },
    ] as never)
  })
  process.send?.({ at: String(committedAt) })
})
process.send?.('ready')

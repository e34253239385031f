import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from './parts.ts'

/**
 * A way to a server that can be cut: then what is open breaks off and nothing new gets through, until it is mended.
 * @param target the server's address; the relay's has the same user, password and path
 */
export async function startRelay(target: string) {
  let { hostname, port } = new URL(target)
  const at = await freePort()
  const open = new Set<Socket>()
  let server: Server | undefined

  const mend = () =>
    new Promise<void>((resolve) => {
      if (server?.listening) return resolve()
      server = createServer((here) => {
        const there = connect(Number(port), hostname)
        for (const [end, other] of [
          [here, there],
          [there, here],
        ] as const) {
          open.add(end)
          end.on('error', () => {})
          end.on('close', () => {
            open.delete(end)
            other.destroy()
          })
          end.pipe(other)
        }
      }).listen(at, '127.0.0.1', resolve)
    })
  const cut = () =>
    new Promise<void>((resolve) => {
      server?.close(() => resolve())
      for (const end of open) end.destroy()
    })

  /** From now on it leads elsewhere. */
  const turnTo = async (other: string) => {
    ;({ hostname, port } = new URL(other))
    await cut()
    await mend()
  }

  await mend()
  return {
    url: Object.assign(new URL(target), { host: `127.0.0.1:${at}` }).href,
    cut,
    mend,
    turnTo,
    close: cut,
  }
}

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** A line between two programs that can be cut, or freeze; to nobody, where no address is named. */
export async function switchboard(to?: string) {
  const target = to ? new URL(to) : undefined
  const pairs = new Set<[Socket, Socket | undefined]>()
  let state: 'through' | 'cut' | 'frozen' = 'through'
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy()
    const far = target && connect(Number(target.port), target.hostname)
    const pair: [Socket, Socket | undefined] = [near, far]
    pairs.add(pair)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      socket?.on('data', (bytes) => state === 'through' && other?.write(bytes))
      socket?.on('error', () => {})
      socket?.on('close', () => {
        pairs.delete(pair)
        if (state !== 'frozen') other?.destroy()
      })
    }
    return undefined
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const drop = () => {
    for (const pair of pairs) for (const socket of pair) socket?.destroy()
  }
  return {
    url: `http://127.0.0.1:${port}`,
    /** Broken off, and nobody gets through. */
    cut() {
      state = 'cut'
      drop()
    },
    /** Everything stays open, and nothing goes through. */
    freeze() {
      state = 'frozen'
    },
    mend() {
      drop()
      state = 'through'
    },
    async close() {
      state = 'cut'
      drop()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

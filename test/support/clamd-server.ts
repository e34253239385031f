import { type AddressInfo, createServer, type Socket } from 'node:net'

/** The harmless text that every scanner must find (eicar.org), put together here so that no scanner finds this file. */
export const EICAR = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE', '!$H+H*'].join(''),
)

type Mood = 'well' | 'silent' | 'busy' | 'hangs-up'

/** A clamd on loopback as its protocol describes it: PING and INSTREAM, and a bad mood when told so. */
export async function clamdServer({ maxBytes = 200 * 1024 * 1024 } = {}) {
  let mood: Mood = 'well'
  const seen: number[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    const stream = { heard: Buffer.alloc(0), found: false, tail: '', size: -1 }
    socket.on('data', (chunk) => {
      if (mood === 'silent') return
      if (mood === 'hangs-up') socket.destroy()
      stream.heard = Buffer.concat([stream.heard, chunk])
      const answer = answerTo(stream)
      if (answer !== undefined) socket.end(`${answer}\0`)
    })
  })

  /** What clamd says to what it has heard so far; undefined while it listens on. */
  function answerTo(stream: { heard: Buffer; found: boolean; tail: string; size: number }) {
    if (stream.size < 0) {
      const end = stream.heard.indexOf(0)
      if (end < 0) return undefined
      const command = stream.heard.subarray(0, end).toString('latin1')
      stream.heard = stream.heard.subarray(end + 1)
      if (command === 'zPING') return 'PONG'
      if (command !== 'zINSTREAM') return 'UNKNOWN COMMAND'
      stream.size = 0
    }
    while (stream.heard.length >= 4) {
      const length = stream.heard.readUInt32BE(0)
      if (length === 0) {
        seen.push(stream.size)
        if (mood === 'busy') return 'Too many threads in use. ERROR'
        return stream.found ? 'stream: Win.Test.EICAR_HDB-1 FOUND' : 'stream: OK'
      }
      if (stream.heard.length < 4 + length) return undefined
      const piece = stream.heard.subarray(4, 4 + length)
      stream.heard = stream.heard.subarray(4 + length)
      stream.size += length
      if (stream.size > maxBytes) return 'INSTREAM size limit exceeded. ERROR'
      const text = stream.tail + piece.toString('latin1')
      stream.found ||= text.includes(EICAR.toString('latin1'))
      stream.tail = text.slice(-EICAR.length)
    }
    return undefined
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Sizes of the files that were sent to their end. */
    seen,
    become: (next: Mood) => {
      mood = next
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      await new Promise((stopped) => server.close(stopped))
    },
  }
}

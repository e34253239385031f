import { connect, type Socket } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Scanner, ScanVerdict } from './port.ts'

/** Nothing heard for this long: the scanner is away. A large archive takes clamd some seconds. */
const SILENCE_MS = 60_000
const CONNECT_MS = 5000
const CHECK_MS = 3000
/** clamd refuses longer pieces than its StreamMaxLength; how they are cut does not matter to it. */
const PIECE_BYTES = 256 * 1024
const LONGEST_ANSWER = 4096

/**
 * A clamd reached over TCP. Each file travels over a connection of its own (`INSTREAM`: a length of four
 * bytes before each piece, zero at the end).
 */
export function clamd(place: { host: string; port: number }): Scanner {
  return {
    scan: async (bytes) => verdictOf(await ask(place, 'zINSTREAM\0', SILENCE_MS, bytes)),
    async check() {
      const answer = await ask(place, 'zPING\0', CHECK_MS)
      if (answer !== 'PONG') throw new Error('the scanner does not answer as clamd does')
    },
  }
}

/** @throws Error: no verdict, such as `INSTREAM size limit exceeded. ERROR` */
function verdictOf(answer: string): ScanVerdict {
  if (/^stream: OK$/u.test(answer)) return { clean: true }
  const [, finding] = /^stream: (.+) FOUND$/u.exec(answer) ?? []
  if (finding !== undefined) return { clean: false, finding: finding.slice(0, 200) }
  throw new Error(`the scanner gave no verdict: ${answer.slice(0, 200)}`)
}

async function ask(
  { host, port }: { host: string; port: number },
  command: string,
  silenceMs: number,
  bytes?: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<string> {
  const socket = connect({ host, port })
  const patience = setTimeout(
    () => socket.destroy(new Error('the scanner cannot be reached in time')),
    Math.min(CONNECT_MS, silenceMs),
  )
  socket.once('connect', () => clearTimeout(patience))
  socket.setTimeout(silenceMs, () => socket.destroy(new Error('the scanner is silent')))
  // clamd answers before the end when a file is too long for it, and hangs up: the answer counts, not the broken line.
  pipeline(Readable.from(frames(command, bytes)), socket, { end: false }).catch((error) =>
    socket.destroy(error),
  )
  try {
    return await answerOf(socket)
  } finally {
    clearTimeout(patience)
    socket.destroy()
  }
}

async function* frames(command: string, bytes?: Uint8Array | AsyncIterable<Uint8Array>) {
  yield Buffer.from(command)
  if (bytes === undefined) return
  for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes)
    for (let at = 0; at < chunk.length; at += PIECE_BYTES) {
      const piece = chunk.subarray(at, at + PIECE_BYTES)
      yield lengthOf(piece)
      yield piece
    }
  yield lengthOf([])
}

function lengthOf(piece: { length: number }) {
  const four = Buffer.alloc(4)
  four.writeUInt32BE(piece.length)
  return four
}

/** What comes before the first NUL, or before the end of the connection. */
function answerOf(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      heard += text
      const end = heard.indexOf('\0')
      if (end >= 0) resolve(heard.slice(0, end))
      else if (heard.length > LONGEST_ANSWER) reject(new Error('the scanner answers without an end'))
    })
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('the scanner hung up before a verdict')))
  })
}

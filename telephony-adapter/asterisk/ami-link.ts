import { createHash } from 'node:crypto'
import { connect, isIP, type Socket } from 'node:net'
import { connect as connectSafely } from 'node:tls'
import { reasonOf } from './reason.ts'

const ANSWER_MS = 10_000

export type AmiAddress = { host: string; port: number; tls: boolean; user: string; secret: string }
type Fields = Record<string, string>
/** What is asked of the manager interface; resolves with what came, the list without its end. @throws Error */
export type AskAmi = (action: string, fields?: Fields) => Promise<Fields[]>

/**
 * Connects to the manager interface, does the work, and leaves. There is nothing to keep alive: it is needed when an
 * adapter comes back and once a day. The secret does not cross the wire, and with `tls` nothing does before the
 * exchange's certificate has been verified.
 * @throws Error when it cannot be reached or trusted, refuses, or says nothing for 10 s
 */
export async function withAmi<T>(address: AmiAddress, work: (ask: AskAmi) => Promise<T>): Promise<T> {
  const { host, port } = address
  const socket = address.tls
    ? connectSafely({ host, port, ...(!isIP(host) && { servername: host }) })
    : connect({ host, port })
  const messages = reader(socket)
  let count = 0
  const ask: AskAmi = async (action, fields = {}) => {
    const id = `${++count}`
    const lines = Object.entries({ Action: action, ActionID: id, ...fields }).map(
      ([name, value]) => `${name}: ${value.replaceAll(/[\r\n]/g, ' ')}`,
    )
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    const [first = {}] = await messages.take(id, (message) => message['Response'] !== undefined)
    if (first['Response'] === 'Error') throw new AmiRefusal(`${action}: ${first['Message']}`)
    if (first['EventList'] !== 'start') return [first]
    const list = await messages.take(id, (message) => message['EventList'] === 'Complete')
    return list.slice(0, -1)
  }
  try {
    const [challenge = {}] = await ask('Challenge', { AuthType: 'MD5' })
    const key = createHash('md5').update(`${challenge['Challenge']}${address.secret}`).digest('hex')
    await ask('Login', { AuthType: 'MD5', Username: address.user, Key: key, Events: 'off' })
    const result = await work(ask)
    await ask('Logoff')
    return result
  } finally {
    socket.destroy()
  }
}

/** The exchange has answered, with a no. */
export class AmiRefusal extends Error {}

/** Messages by the id of what they answer, in order. */
function reader(socket: Socket) {
  let rest = ''
  let failure: Error | undefined
  const kept: Fields[] = []
  let look: (() => void) | undefined
  const fail = (error: Error) => {
    failure ??= new Error(reasonOf(error), { cause: error })
    look?.()
  }
  socket.setEncoding('utf8')
  socket.setTimeout(ANSWER_MS, () => fail(new Error('The manager interface says nothing.')))
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The manager interface hung up.')))
  socket.on('data', (text) => {
    const parts = (rest + text).split('\r\n\r\n')
    rest = parts.pop() ?? ''
    kept.push(...parts.map(fieldsOf))
    look?.()
  })
  return {
    take: (id: string, isLast: (message: Fields) => boolean) =>
      new Promise<Fields[]>((resolve, reject) => {
        const found: Fields[] = []
        look = () => {
          for (let next = kept.shift(); next; next = kept.shift()) {
            if (next['ActionID'] !== id) continue
            found.push(next)
            if (!isLast(next)) continue
            look = undefined
            return resolve(found)
          }
          if (failure) reject(failure)
        }
        look()
      }),
  }
}

const fieldsOf = (message: string): Fields =>
  Object.fromEntries(
    message
      .split('\r\n')
      .filter((line) => line.includes(':'))
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
  )

import { io, type Socket } from 'socket.io-client'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'

// biome-ignore lint/suspicious/noExplicitAny: answers are checked by what the tests expect of them
type Answer = { status: number; body: any }

/** Somebody at the API, signed in or not, with the cookie that they were given. */
export type Person = {
  ask(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer>
  /** Opens a page's live connection; `desk` makes it an agent's desk. */
  connect(options?: { desk?: boolean }): Promise<Socket>
  /** Goes on at another server with the same session. */
  moveTo(url: string): void
}

export async function person(url: string, login?: string): Promise<Person> {
  let at = url
  let cookie = ''
  const self: Person = {
    async ask(method, path, body, headers = {}) {
      const answer = await fetch(`${at}/api${path}`, {
        method,
        headers: {
          ...(cookie && { cookie }),
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      })
      const set = answer.headers.getSetCookie().find((one) => one.startsWith('onewindow_session='))
      if (set) cookie = set.split(';')[0] ?? ''
      const text = await answer.text()
      return { status: answer.status, body: text ? JSON.parse(text) : undefined }
    },
    connect({ desk = false } = {}) {
      const socket = io(`${at}/live`, {
        transports: ['websocket'],
        forceNew: true,
        auth: { desk },
        extraHeaders: { cookie },
        reconnectionDelay: 100,
        reconnectionDelayMax: 500,
      })
      return new Promise((resolve, reject) => {
        socket.once('connect', () => resolve(socket))
        socket.once('connect_error', reject)
      })
    },
    moveTo(other) {
      at = other
    },
  }
  if (login) {
    const { status, body } = await self.ask('POST', '/session', { login, password: DEMONSTRATION_PASSWORD })
    if (status !== 201) throw new Error(`${login} cannot sign in: ${JSON.stringify(body)}`)
  }
  return self
}

/** Asks again while the other side is away, as a browser's outbox does. */
export async function insist<T>(
  ask: () => Promise<T>,
  isDone: (answer: T) => boolean,
  tries = 200,
): Promise<T> {
  for (let n = 0; ; n++) {
    const answer = await ask().catch(() => undefined)
    if (answer !== undefined && isDone(answer)) return answer
    if (n >= tries) throw new Error(`no answer after ${tries} tries: ${JSON.stringify(answer)}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

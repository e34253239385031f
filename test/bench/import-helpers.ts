import { setTimeout as wait } from 'node:timers/promises'
import { Upload } from 'tus-js-client'
import type { Import } from '../../server/api.ts'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'

const EVERY_MS = 50

/** @returns the cookie of somebody of the demonstration */
export async function signIn(url: string, login: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password: DEMONSTRATION_PASSWORD }),
  })
  const [cookie] = answer.headers.getSetCookie()
  if (!cookie) throw new Error(`${login} cannot sign in: ${answer.status}`)
  return cookie.split(';')[0]!
}

/** Asks the server of somebody. */
export const askerOf =
  (url: string, cookie: string) =>
  async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as Answer
  }

export const upload = (url: string, cookie: string, filename: string, content: Buffer) =>
  new Promise<string>((resolve, reject) => {
    const sent: Upload = new Upload(content, {
      endpoint: `${url}/api/uploads`,
      metadata: { filename },
      headers: { cookie },
      retryDelays: null,
      onSuccess: () => resolve(sent.url!.split('/').at(-1)!),
      onError: reject,
    })
    sent.start()
  })

export async function until(read: () => Promise<Import>, state: Import['state']): Promise<Import> {
  for (;;) {
    const now = await read()
    if (now.state === state) return now
    if (now.state === 'failed') throw new Error(`the import failed: ${now.problem}`)
    await wait(100)
  }
}

/** Asks again and again until something has ended. @returns how long each answer took, in milliseconds */
export async function lightRequests(address: string, ended: Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  let goesOn = true
  const stop = () => {
    goesOn = false
  }
  ended.then(stop, stop)
  while (goesOn) {
    const started = performance.now()
    const answer = await fetch(address)
    await answer.arrayBuffer()
    const took = performance.now() - started
    times.push(took)
    await wait(Math.max(0, EVERY_MS - took))
  }
  return times
}

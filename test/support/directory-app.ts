import { expect } from 'vitest'
import { keptCopy } from '../../server/directory/kept-copy.ts'
import { directoryRoutes } from '../../server/directory/routes.ts'
import type { Role } from '../../server/identity/api.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { employ } from './accounts.ts'
import { stoppedClock } from './clock.ts'
import { identityApp } from './identity-app.ts'

/** One server that answers about the directory, and somebody of this role who asks it. */
export async function directoryFor(db: Db, role: Role = 'tier1-agent', { now } = stoppedClock()) {
  const app = await identityApp({ db, now, also: [directoryRoutes({ db, now, hr: keptCopy(db) })] })
  const { token } = await app.signIn(await employ(db, { roles: [role] }))
  const get = (path: string, query: Record<string, string> = {}) =>
    app.ask(`GET ${path}${Object.keys(query).length ? `?${new URLSearchParams(query)}` : ''}`, { token })
  const found = async (query: Record<string, string>) => {
    const { status, body } = await get('/people', query)
    expect(status).toBe(200)
    return body.people.map(({ name }: { name: string }) => name) as string[]
  }
  return { ...app, token, get, found }
}

import type { Db } from '../../server/platform/database/database.ts'
import { employ } from './accounts.ts'
import { stoppedClock } from './clock.ts'
import { identityApp } from './identity-app.ts'

/** A server on which an administrator is signed in. */
export async function withAdministrator(db: Db) {
  const clock = stoppedClock()
  const app = await identityApp({ db, now: clock.now })
  const admin = await employ(db, { name: '簡育仁', roles: ['administrator'], login: 'admin' })
  const { token } = await app.signIn(admin)
  return { ...app, clock, admin, token }
}

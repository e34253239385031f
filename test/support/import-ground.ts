import { followOffices, returnOffices } from '../../server/cases/follow-offices.ts'
import { importDue, officesChanged, officesRestored } from '../../server/directory/import/events.ts'
import { importRoutes } from '../../server/directory/import/routes.ts'
import { workOffImports } from '../../server/directory/import/work/work.ts'
import { storeUpload } from '../../server/files/store-upload.ts'
import type { Role } from '../../server/identity/api.ts'
import { readmitLeavers, suspendLeavers } from '../../server/identity/suspend-leavers.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { diskStore } from '../../server/platform/files/disk.ts'
import type { Live } from '../../server/platform/live/live.ts'
import type { Id } from '../../server/platform/values.ts'
import { employ } from './accounts.ts'
import { stoppedClock } from './clock.ts'
import { filesDeps } from './files-app.ts'
import { identityApp } from './identity-app.ts'
import { quietLog } from './quiet-log.ts'

type Answer = Awaited<ReturnType<Awaited<ReturnType<typeof identityApp>>['ask']>>
type Subject = 'agencies' | 'people' | 'systems'
export const KEEP = { moved: 'keep', left: 'keep' }

/** A server that imports, and the worker that works imports off, both on one database. */
export async function importsOn(db: Db, folder: string) {
  const clock = stoppedClock()
  const told: unknown[] = []
  const live = { tell: (...hint: unknown[]) => void told.push(hint) } as unknown as Live
  const deps = { ...filesDeps({ db, files: diskStore(folder), now: clock.now }), live, log: quietLog }
  const app = await identityApp({ db, now: clock.now, also: [importRoutes(deps)] })

  /** What follows from the events, as reactions do it, until nothing more follows. */
  async function workOff() {
    for (;;) {
      const events = await db
        .deleteFrom('outbox')
        .where('name', 'in', [importDue.name, officesChanged.name, officesRestored.name])
        .returning(['name', 'payload'])
        .execute()
      if (events.length === 0) return
      for (const { name, payload } of events) {
        const about = payload as { importId: Id<'import'> }
        if (name === importDue.name) await workOffImports(deps)
        if (name === officesChanged.name)
          await Promise.all([followOffices(deps, about), suspendLeavers(deps, about)])
        if (name === officesRestored.name)
          await Promise.all([returnOffices(deps, about), readmitLeavers(deps, about)])
      }
    }
  }

  async function as(role: Role) {
    const account = await employ(db, { name: `匯入者${role}`, roles: [role] })
    const { token } = await app.signIn(account)
    const ask = (endpoint: string, body?: object): Promise<Answer> =>
      app.ask(endpoint, { token, ...(body && { body }) })
    const upload = (name: string, bytes: Uint8Array | string) =>
      storeUpload(deps, {
        name,
        bytes: (async function* () {
          yield typeof bytes === 'string' ? Buffer.from(bytes) : bytes
        })(),
        uploader: account.id,
      })
    const begin = async (subject: Subject, bytes: Uint8Array | string, name = '名冊.csv') => {
      const { id } = await upload(name, bytes)
      return ask('POST /imports', { fileId: id, subject })
    }
    const read = async (id: string) => (await ask(`GET /imports/${id}`)).body
    /** From the file to the counts of what would be. */
    const check = async (subject: Subject, bytes: Uint8Array | string, name?: string) => {
      const { body } = await begin(subject, bytes, name)
      await ask(`POST /imports/${body.id}/check`)
      await workOff()
      return read(body.id)
    }
    const run = async (id: string, rules: object = KEEP) => {
      const { status, body } = await ask(`POST /imports/${id}/run`, rules)
      if (status !== 202) throw new Error(`not run: ${JSON.stringify(body)}`)
      await workOff()
      return read(id)
    }
    const undo = async (id: string) => {
      await ask(`POST /imports/${id}/undo`)
      await workOff()
      return read(id)
    }
    return {
      ...{ account, token, ask, upload, begin, check, read, run, undo },
      /** All of it: what the file says is there afterwards. */
      import: async (subject: Subject, bytes: Uint8Array | string, rules?: object) =>
        run((await check(subject, bytes)).id, rules),
      failures: async (id: string) =>
        (await ask(`GET /imports/${id}/rows?which=failed`)).body.rows as { no: number; reasons: string[] }[],
    }
  }
  return { db, deps, clock, app: app.app, signIn: app.signIn, as, workOff, told }
}

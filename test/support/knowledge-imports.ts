import type { FastifyPluginAsync } from 'fastify'
import { importDue } from '../../server/directory/import/events.ts'
import { fileRoutes } from '../../server/files/routes.ts'
import { storeUpload } from '../../server/files/store-upload.ts'
import { knowledgeExportRoutes } from '../../server/knowledge/export/routes.ts'
import { workOffKnowledgeImports } from '../../server/knowledge/import/kind.ts'
import { knowledgeImportRoutes } from '../../server/knowledge/import/routes.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { diskStore } from '../../server/platform/files/disk.ts'
import { SESSION_COOKIE } from '../../server/platform/http/request.ts'
import type { Live } from '../../server/platform/live/live.ts'
import { testAlone } from './database.ts'
import { filesDeps, someFolder } from './files-app.ts'
import { editorsDesk } from './knowledge/editors.ts'
import { quietLog } from './quiet-log.ts'

/** Editors who import into Q&A, and the worker that works imports off, both on one database. */
export async function knowledgeImportsOn(db: Db, folder: string) {
  const told: unknown[] = []
  const live = { tell: (...hint: unknown[]) => void told.push(hint) } as unknown as Live
  let now = () => new Date()
  const files = filesDeps({ db, files: diskStore(folder), now: () => now() })
  const deps = { ...files, live, log: quietLog }
  const also: FastifyPluginAsync[] = [
    knowledgeImportRoutes(deps),
    knowledgeExportRoutes(deps),
    fileRoutes(deps),
  ]
  const desk = await editorsDesk(db, also)
  now = desk.deps.now

  const workOff = async () => {
    await db.deleteFrom('outbox').where('name', '=', importDue.name).execute()
    await workOffKnowledgeImports(deps)
  }

  const as = (actor: Actor) => {
    const ask = (endpoint: string, body?: object) => desk.ask(endpoint, { as: actor, ...(body && { body }) })
    const upload = (name: string, bytes: Uint8Array | string) =>
      storeUpload(deps, {
        name,
        bytes: (async function* () {
          yield typeof bytes === 'string' ? Buffer.from(bytes) : bytes
        })(),
        uploader: actor.id,
      })
    const begin = async (bytes: Uint8Array | string, name = '問答.csv') => {
      const { id } = await upload(name, bytes)
      return ask('POST /knowledge-imports', { fileId: id })
    }
    const read = async (id: string) => (await ask(`GET /knowledge-imports/${id}`)).body
    const check = async (bytes: Uint8Array | string, name?: string) => {
      const { status, body } = await begin(bytes, name)
      if (status !== 201) throw new Error(`not begun: ${JSON.stringify(body)}`)
      await ask(`POST /knowledge-imports/${body.id}/check`, {})
      await workOff()
      return read(body.id)
    }
    const run = async (id: string, publishAs: 'live' | 'draft' = 'live') => {
      const { status, body } = await ask(`POST /knowledge-imports/${id}/run`, { publishAs })
      if (status !== 202) throw new Error(`not run: ${JSON.stringify(body)}`)
      await workOff()
      return read(id)
    }
    const undo = async (id: string) => {
      await ask(`POST /knowledge-imports/${id}/undo`, {})
      await workOff()
      return read(id)
    }
    return {
      ...{ actor, ask, upload, begin, read, check, run, undo },
      import: async (bytes: Uint8Array | string, name?: string, publishAs?: 'live' | 'draft') =>
        run((await check(bytes, name)).id, publishAs),
      failures: async (id: string, which = 'failed') =>
        (await ask(`GET /knowledge-imports/${id}/rows?which=${which}`)).body.rows as {
          no: number
          key: string | null
          reasons: string[]
        }[],
      /** A file that is downloaded. */
      download: async (path: string) => {
        // Signs in by asking for something.
        await ask('GET /knowledge-imports')
        const reply = await desk.app.inject({
          url: `/api${path}`,
          headers: { cookie: `${SESSION_COOKIE}=${actor.sessionId}` },
        })
        return { status: reply.statusCode, headers: reply.headers, bytes: reply.rawPayload }
      },
    }
  }
  return { ...desk, importDeps: deps, folder, as, workOff, told, chief: as(desk.reviewer) }
}

/** `imports`: editors who import, on a database of its own. */
export const test = testAlone.extend('imports', async ({ db }, { onCleanup }) => {
  const { folder, remove } = await someFolder()
  const imports = await knowledgeImportsOn(db, folder)
  onCleanup(async () => {
    await imports.app.close()
    await remove()
  })
  return imports
})

/** What is live, by title. */
export const liveEntries = (db: Db) =>
  db
    .selectFrom('knowledgeEntries as e')
    .innerJoin('knowledgeVersions as v', 'v.id', 'e.liveVersionId')
    .select([
      'e.id',
      'e.number',
      'e.source',
      'e.ownerId',
      'e.reviewOn',
      'v.id as versionId',
      'v.n',
      'v.title',
    ])
    .select(['v.shortAnswer', 'v.body', 'v.expertBody', 'v.domain', 'v.tags', 'v.appliesTo', 'v.visibility'])
    .select(['v.whyHidden', 'v.effectiveFrom', 'v.effectiveUntil', 'v.isImported'])
    .orderBy('e.seq')
    .execute()

/** What can be found: entries that the index has for somebody. */
export const findable = async (db: Db) =>
  (
    await db
      .selectFrom('searchDocuments')
      .select(['key', 'title'])
      .where('kind', '<>', '')
      .orderBy('key')
      .execute()
  ).map(({ title }) => title)

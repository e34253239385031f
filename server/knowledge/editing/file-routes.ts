import type { FastifyPluginAsync } from 'fastify'
import { serveContent } from '../../files/downloads/serve-content.ts'
import { fileNotFound, readFile } from '../../files/queries.ts'
import { type Actor, demand } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Where editors see a file that is in no live version. */
export const editedFilePath = (fileId: string) => `/api/knowledge-files/${fileId}`

/**
 * `GET knowledge-files/:fileId`: a file of any version of any entry for editors, and what they have just uploaded
 * themselves and no draft has yet. `?inline=1` shows images and PDF; ranges are for clips.
 */
export const editedFileRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets'>): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may: 'knowledge:write' },
      onRequest: app.permit('knowledge:write'),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get('/knowledge-files/:fileId', options, async (request, reply) => {
      const { fileId } = request.params as { fileId: string }
      const { inline } = request.query as { inline?: unknown }
      const actor = request.actor as Actor
      demand(actor, 'knowledge:read-internal')
      const file = await fileFor(deps.db, actor, fileId)
      return serveContent(deps, file, { range: request.headers.range, shown: inline === '1' }, reply)
    })
  }

/** @throws Refusal 'not-found' `file-not-found`: none such, or neither of an entry nor their own upload */
async function fileFor(db: Db, actor: Actor, fileId: string) {
  if (!UUID.test(fileId)) throw fileNotFound()
  const found = await db
    .selectFrom('files as f')
    .select('f.id')
    .where('f.id', '=', fileId as Id<'file'>)
    .where('f.state', '=', 'ready')
    .where(({ or, and, eb, exists, selectFrom }) =>
      or([
        exists(selectFrom('knowledgeFiles as k').select('k.fileId').whereRef('k.fileId', '=', 'f.id')),
        and([eb('f.uploadedBy', '=', actor.id), eb('f.caseId', 'is', null)]),
      ]),
    )
    .executeTakeFirst()
  if (!found) throw fileNotFound()
  return readFile(db, found.id)
}

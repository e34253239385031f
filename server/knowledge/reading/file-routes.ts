import type { FastifyPluginAsync } from 'fastify'
import { serveContent } from '../../files/downloads/serve-content.ts'
import { fileNotFound, readFile } from '../../files/queries.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import { entryNumberIn } from '../numbers.ts'
import { readerFor, visibleEntries } from '../visible-entries.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** What everybody may see is kept by browsers and proxies so long; the rest by nobody. */
const PUBLIC_SECONDS = 300

/**
 * `GET knowledge/:number/files/:fileId`: a file of what is live of an entry, for those who may see the entry.
 * `?inline=1` shows images and PDF; ranges are for clips.
 */
export const knowledgeFileRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets'>): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may: 'anyone' },
      onRequest: app.permit('anyone'),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get('/knowledge/:number/files/:fileId', options, async (request, reply) => {
      const { number, fileId } = request.params as { number: string; fileId: string }
      const { inline } = request.query as { inline?: unknown }
      const { file, isPublic } = await fileOfEntry(deps.db, request.actor, number, fileId)
      return serveContent(
        deps,
        file,
        {
          range: request.headers.range,
          shown: inline === '1',
          ...(isPublic && { cached: `public, max-age=${PUBLIC_SECONDS}` }),
        },
        reply,
      )
    })
  }

/** @throws Refusal 'not-found' `file-not-found`: none such, or not theirs to see */
async function fileOfEntry(db: Db, actor: Actor | undefined, number: string, fileId: string) {
  const known = entryNumberIn(number, { bare: true })
  if (known === undefined || !UUID.test(fileId)) throw fileNotFound()
  const found = await visibleEntries(db, await readerFor(db, actor))
    .innerJoin('knowledgeFiles as k', 'k.versionId', 'v.id')
    .innerJoin('files as f', 'f.id', 'k.fileId')
    .where('e.number', '=', known)
    .where('f.id', '=', fileId as Id<'file'>)
    .where('f.state', '=', 'ready')
    .select(['f.id', 'v.visibility'])
    .executeTakeFirst()
  if (!found) throw fileNotFound()
  return { file: await readFile(db, found.id), isPublic: found.visibility === 'public' }
}

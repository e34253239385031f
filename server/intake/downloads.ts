import type { FastifyPluginAsync } from 'fastify'
import { visibleCases } from '../cases/queries.ts'
import { judgeFileToken } from '../files/downloads/link.ts'
import { serveContent } from '../files/downloads/serve-content.ts'
import { fileNotFound, readFile } from '../files/queries.ts'
import { NOT_SCANNED } from '../files/scan.ts'
import type { StoredFile } from '../files/tables.ts'
import { type Actor, may } from '../platform/actor.ts'
import { record } from '../platform/audit.ts'
import { type Db, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import { isInMessages } from './portal-case.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * `GET files/:fileId/content`: a file of a case, for those who may see the case: staff as far as they see cases, the
 * requester what came and went with messages, anybody with a link (`?t=`) that is not an hour old. `?inline=1` shows
 * images and PDF. Every download is recorded.
 */
export const downloadRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may: 'anyone' },
      onRequest: app.permit('anyone'),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get('/files/:fileId/content', options, async (request, reply) => {
      const { fileId } = request.params as { fileId: string }
      const { t, inline } = request.query as { t?: unknown; inline?: unknown }
      const { file, through } = await fileFor(
        deps,
        request.actor,
        fileId,
        typeof t === 'string' ? t : undefined,
      )
      await transact(deps.db, (trx) =>
        record(trx, {
          actorId: request.actor?.id ?? null,
          action: 'file-downloaded',
          subject: `file:${file.id}`,
          detail: { caseId: file.caseId, through },
          address: request.ip,
          at: deps.now(),
        }),
      )
      return serveContent(deps, file, { range: request.headers.range, shown: inline === '1' }, reply)
    })
  }

/**
 * The file, when the actor or the token may have it.
 * @throws Refusal 'not-found' `file-not-found`: none such, or not theirs to see
 * @throws Refusal 'gone' `file-link-expired` · 'conflict' `file-held`
 */
export async function fileFor(
  { db, secrets, now }: Pick<Deps, 'db' | 'secrets' | 'now'>,
  actor: Actor | undefined,
  fileId: string,
  token: string | undefined,
): Promise<{ file: StoredFile; through: 'session' | 'link' }> {
  if (!UUID.test(fileId)) throw fileNotFound()
  const file = await readFile(db, fileId as Id<'file'>)
  if (!file.caseId || (file.state !== 'ready' && file.state !== 'held')) throw fileNotFound()
  if (actor && (await maySee(db, actor, file.caseId, file.id)))
    return { file: demandFree(file), through: 'session' }
  const verdict = token === undefined ? 'foreign' : judgeFileToken(secrets, file.id, token, now())
  if (verdict === 'foreign') throw fileNotFound()
  if (verdict === 'expired') throw new Refusal('gone', 'file-link-expired')
  return { file: demandFree(file), through: 'link' }
}

/** Those who may see the case are told that a file of it is held back; nobody gets it. */
function demandFree(file: StoredFile): StoredFile {
  if (file.state === 'ready') return file
  const told = file.refusal === NOT_SCANNED ? { reason: NOT_SCANNED } : { held: file.refusal }
  throw new Refusal('conflict', 'file-held', told)
}

async function maySee(db: Db, actor: Actor, caseId: Id<'case'>, fileId: Id<'file'>) {
  if (may(actor, 'case:work')) {
    const seen = await visibleCases(db, actor).where('cases.id', '=', caseId).executeTakeFirst()
    if (seen) return true
  }
  const own = await db
    .selectFrom('cases')
    .select('id')
    .where('id', '=', caseId)
    .where('requesterId', '=', actor.id)
    .executeTakeFirst()
  return own !== undefined && (await isInMessages(db, caseId, fileId))
}

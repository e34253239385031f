import { createHash } from 'node:crypto'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Deps } from '../../platform/deps.ts'
import { parserOf, SmallKey } from '../../platform/values.ts'
import { ATOM, atomOf, type Feed, RSS, rssOf } from '../feeds.ts'
import { Tag } from '../shapes.ts'
import { feedOf } from './feed.ts'

/** Read again by whoever follows it, at most so often. */
const KEPT_SECONDS = 300

const FORMATS = {
  '/qa/feed.rss': { type: RSS, write: rssOf },
  '/qa/feed.atom': { type: ATOM, write: atomOf },
} as const

const parseSlice = parserOf(
  Type.Object({ system: Type.Optional(SmallKey), tag: Type.Optional(Tag) }, { additionalProperties: false }),
)

/** `GET /qa/feed.rss`, `/qa/feed.atom`: the newest public entries, of a `system` or with a `tag`; for any site. */
export const knowledgeFeedRoutes =
  (deps: Pick<Deps, 'db' | 'now' | 'publicUrl'>): FastifyPluginAsync =>
  async (app) => {
    for (const [path, { type, write }] of Object.entries(FORMATS))
      app.get(path, { schema: { hide: true }, config: { may: 'anyone' } }, async (request, reply) => {
        const { feed, entries } = await feedOf(deps, { ...sliceOf(request), path })
        return sendOnce(request, reply, type, await written(write, feed, entries))
      })
  }

function sliceOf(request: FastifyRequest) {
  const { system, tag } = request.query as { system?: unknown; tag?: unknown }
  return parseSlice({
    ...(system !== undefined && { system: /^\d{1,5}$/.test(String(system)) ? Number(system) : system }),
    ...(tag !== undefined && { tag }),
  })
}

async function written<E>(
  write: (feed: Feed, entries: readonly E[]) => AsyncIterable<string>,
  feed: Feed,
  entries: readonly E[],
) {
  let text = ''
  for await (const part of write(feed, entries)) text += part
  return text
}

/** Nothing is sent to those who have it already. */
function sendOnce(request: FastifyRequest, reply: FastifyReply, type: string, text: string) {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
  reply.headers({
    etag,
    'cache-control': `public, max-age=${KEPT_SECONDS}`,
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
  })
  const known = String(request.headers['if-none-match'] ?? '')
  if (
    known
      .replaceAll('W/', '')
      .split(/\s*,\s*/)
      .includes(etag)
  )
    return reply.code(304).send()
  return reply.type(type).send(text)
}

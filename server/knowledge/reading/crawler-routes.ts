import { Readable } from 'node:stream'
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { ANYBODY } from '../visible.ts'
import { visibleEntries } from '../visible-entries.ts'

/** What a site map may hold at most. */
const MOST = 50_000
const BATCH = 1000
const HEAD =
  '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'

/** `GET /robots.txt` and `/sitemap.xml`: what search engines may read, all public entries among it. */
export const crawlerRoutes =
  (deps: Pick<Deps, 'db' | 'publicUrl'>): FastifyPluginAsync =>
  async (app) => {
    const options = { schema: { hide: true }, config: { may: 'anyone' } }
    app.get('/robots.txt', options, async (_request, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'public, max-age=3600')
        .send(
          [
            'User-agent: *',
            ...['/api/', '/desk', '/board', '/admin', '/cases', '/widget/', '/search', '/en/search'].map(
              (path) => `Disallow: ${path}`,
            ),
            `Sitemap: ${deps.publicUrl}/sitemap.xml`,
            '',
          ].join('\n'),
        ),
    )
    app.get('/sitemap.xml', options, async (_request, reply) =>
      reply
        .type('application/xml; charset=utf-8')
        .header('cache-control', 'public, max-age=3600')
        .send(Readable.from(siteMap(deps), { objectMode: false })),
    )
  }

/** The newest entries, should there be more than a site map holds. Numbers and our address need no escaping. */
async function* siteMap({ db, publicUrl }: Pick<Deps, 'db' | 'publicUrl'>): AsyncGenerator<string> {
  yield `${HEAD}<url><loc>${publicUrl}/</loc></url>\n<url><loc>${publicUrl}/qa</loc></url>\n`
  let before: number | undefined
  for (let n = 2; n < MOST; n += BATCH) {
    let page = visibleEntries(db, ANYBODY).select(['e.seq', 'e.number', 'v.liveAt'])
    if (before !== undefined) page = page.where('e.seq', '<', before)
    const rows = await page
      .orderBy('e.seq', 'desc')
      .limit(Math.min(BATCH, MOST - n))
      .execute()
    for (const { number, liveAt } of rows)
      yield `<url><loc>${publicUrl}/qa/${number}</loc>${liveAt ? `<lastmod>${liveAt.toISOString()}</lastmod>` : ''}</url>\n`
    before = rows.at(-1)?.seq
    if (rows.length < BATCH) break
  }
  yield '</urlset>\n'
}

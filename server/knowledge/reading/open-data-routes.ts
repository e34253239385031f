import { Readable } from 'node:stream'
import type { FastifyPluginAsync } from 'fastify'
import type { Deps } from '../../platform/deps.ts'
import { entriesAsCsv, entriesAsJson, entriesAsXml, fieldsAsCsv, type OpenSet } from '../open-data.ts'
import { openEntries } from './open-entries.ts'
import { publisherOf } from './publisher.ts'

const TITLE = '人事資訊系統問答集'

/**
 * `GET /qa/open-data.csv`, `.json`, `.xml`: all public entries, sent as they are read; `/qa/open-data-fields.csv` says
 * what stands in each column, and under which licence.
 */
export const openDataRoutes =
  (deps: Pick<Deps, 'db' | 'now' | 'publicUrl'>): FastifyPluginAsync =>
  async (app) => {
    const forms = {
      'open-data.csv': ['text/csv', () => entriesAsCsv(openEntries(deps))],
      'open-data.json': ['application/json', (set: OpenSet) => entriesAsJson(set, openEntries(deps))],
      'open-data.xml': ['application/xml', (set: OpenSet) => entriesAsXml(set, openEntries(deps))],
      'open-data-fields.csv': ['text/csv', (set: OpenSet) => fieldsAsCsv(set)],
    } as const
    for (const [name, [type, write]] of Object.entries(forms))
      app.get(
        `/qa/${name}`,
        { schema: { hide: true }, config: { may: 'anyone' } },
        async (_request, reply) => {
          const set: OpenSet = {
            title: TITLE,
            publisher: await publisherOf(deps.db),
            address: `${deps.publicUrl}/qa`,
            at: deps.now(),
          }
          return reply
            .type(`${type}; charset=utf-8`)
            .headers({
              'content-disposition': `attachment; filename="onewindow-qa-${name}"`,
              'cache-control': 'public, max-age=300',
              'access-control-allow-origin': '*',
              'x-content-type-options': 'nosniff',
            })
            .send(Readable.from(write(set), { objectMode: false }))
        },
      )
  }

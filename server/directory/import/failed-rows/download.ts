import { Readable } from 'node:stream'
import type { FastifyPluginAsync } from 'fastify'
import { disposition } from '../../../files/downloads/disposition.ts'
import type { Actor } from '../../../platform/actor.ts'
import { record } from '../../../platform/audit.ts'
import { type Db, transact } from '../../../platform/database/database.ts'
import type { Deps } from '../../../platform/deps.ts'
import { languageOf } from '../../../platform/http/request.ts'
import type { Language } from '../../../platform/problems.ts'
import { Refusal } from '../../../platform/refusal.ts'
import type { Id } from '../../../platform/values.ts'
import { type Kind, kindOf, type Scope, sentenceOfFault } from '../kind.ts'
import { findImport } from '../queries.ts'
import type { StoredImport } from '../work/claim.ts'
import { csvOf } from './csv.ts'
import { odsOf } from './ods.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const AT_ONCE = 1000
const REASON = { 'zh-TW': '未匯入的原因', en: 'Why it was not imported' }
const FAILED = { 'zh-TW': '未匯入', en: 'failed' }
const TYPES = {
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  csv: 'text/csv; charset=utf-8',
} as const

/**
 * `GET imports/:importId/failed-rows?format=ods|csv`: the rows that were not imported, as the file has them, with a
 * last column that says why. Corrected, the file can be imported as it is: that column is no field. Recorded.
 */
type Place = { path: `/${string}`; may: string }

export const failedRowsRoute =
  (deps: Pick<Deps, 'db' | 'now'>, scope: Scope, { path, may }: Place): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may },
      onRequest: app.permit(may),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get(`${path}/:importId/failed-rows`, options, async (request, reply) => {
      const { importId } = request.params as { importId: string }
      const { format = 'ods' } = request.query as { format?: unknown }
      if (!UUID.test(importId)) throw new Refusal('not-found', 'import-not-found')
      const kind = format === 'csv' ? 'csv' : 'ods'
      const actor = request.actor as Actor
      const language = languageOf(request)
      const row = await findImport(deps.db, scope, actor, importId as Id<'import'>)
      await transact(deps.db, (trx) =>
        record(trx, {
          actorId: actor.id,
          action: 'import-failed-rows-downloaded',
          subject: `import:${row.id}`,
          detail: { format: kind },
          address: request.ip,
          at: deps.now(),
        }),
      )
      const name = `${row.fileName.replace(/\.\w+$/u, '')}_${FAILED[language]}`
      const table = failedRows(deps.db, row, kindOf(scope, row.subject), language)
      return reply
        .headers({
          'content-type': TYPES[kind],
          'content-disposition': disposition('attachment', `${name}.${kind}`),
          'cache-control': 'private, no-store',
          'x-content-type-options': 'nosniff',
        })
        .send(Readable.from(kind === 'csv' ? csvOf(table) : odsOf(FAILED[language], table)))
    })
  }

async function* failedRows(
  db: Db,
  { id, preview }: StoredImport,
  kind: Kind,
  language: Language,
): AsyncGenerator<readonly string[]> {
  const { header } = preview
  yield [...header, REASON[language]]
  for (let after = 0; ; ) {
    const rows = await db
      .selectFrom('importRows')
      .select(['rowNo', 'raw', 'faults'])
      .where('importId', '=', id)
      .where('rowNo', '>', after)
      .where('faults', 'is not', null)
      .orderBy('rowNo')
      .limit(AT_ONCE)
      .execute()
    for (const { raw, faults } of rows)
      yield [
        ...header.map((_, n) => raw[n] ?? ''),
        (faults ?? []).map((fault) => sentenceOfFault(kind, fault, language)).join(' '),
      ]
    const last = rows.at(-1)
    if (!last) return
    after = last.rowNo
  }
}

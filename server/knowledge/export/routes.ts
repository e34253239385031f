import { Readable } from 'node:stream'
import type { FastifyPluginAsync } from 'fastify'
import { csvOf } from '../../directory/import/failed-rows/csv.ts'
import { disposition } from '../../files/downloads/disposition.ts'
import { type Actor, demand } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import { dayInTaipei } from '../../platform/zh/day.ts'
import { MOST_IN_EXCEL, TOO_LONG_FOR_EXCEL } from '../import/cells.ts'
import { ENTRY_FIELDS } from '../import/fields.ts'
import { readerFor } from '../visible-entries.ts'
import { type ExportedEntry, exportedEntries, type Slice } from './entries.ts'
import { EXPORTED, objectOf, type PlacedFile, placedFiles, rowOf, saidOf } from './fields.ts'
import { type SheetFormat, sheetOf } from './sheets.ts'
import { zipOf } from './zip.ts'

const may = 'knowledge:write'
const NAME = '問答'
const FORMATS = ['csv', 'ods', 'xlsx', 'json', 'zip'] as const
type Format = (typeof FORMATS)[number]
type Entries = AsyncIterable<ExportedEntry>

/**
 * `GET knowledge-export?format=csv|ods|xlsx|json|zip&system=&domain=&tag=`: what is live and this person may see, as it
 * can be imported again; a ZIP with the files of each. Sent as it is read. Recorded.
 */
export const knowledgeExportRoutes =
  (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>): FastifyPluginAsync =>
  async (app) => {
    const options = {
      config: { may },
      onRequest: app.permit(may),
      schema: { hide: true },
      exposeHeadRoute: false,
    }
    app.get('/knowledge-export', options, async (request, reply) => {
      const actor = request.actor as Actor
      demand(actor, 'knowledge:read-internal')
      const { format, ...slice } = askedFor(request.query as Record<string, unknown>)
      const at = deps.now()
      await transact(deps.db, (trx) =>
        record(trx, {
          actorId: actor.id,
          action: 'knowledge-exported',
          subject: 'knowledge',
          detail: { format, ...slice },
          address: request.ip,
          at,
        }),
      )
      const entries = exportedEntries(deps.db, await readerFor(deps.db, actor), slice)
      const { type, body } = written(deps, format, entries)
      return reply
        .headers({
          'content-type': type,
          'content-disposition': disposition('attachment', `${NAME}_${dayInTaipei(at)}.${format}`),
          'cache-control': 'private, no-store',
          'x-content-type-options': 'nosniff',
        })
        .send(body)
    })
  }

/** @throws Refusal 'invalid' `input-invalid` */
function askedFor({ format, system, domain, tag }: Record<string, unknown>): Slice & { format: Format } {
  const known = FORMATS.find((one) => one === (format ?? 'ods'))
  const systemId = system === undefined || system === '' ? undefined : Number(system)
  const isSystem =
    systemId === undefined || (Number.isInteger(systemId) && systemId > 0 && systemId <= 32_767)
  if (!known || !isSystem)
    throw new Refusal('invalid', 'input-invalid', {
      fields: [{ path: known ? '/system' : '/format', rule: 'enum' }],
    })
  return { format: known, systemId, domain: textOf(domain), tag: textOf(tag) }
}

const textOf = (value: unknown) =>
  typeof value === 'string' && value !== '' ? value.replaceAll('\0', '').slice(0, 100) : undefined

function written(deps: Pick<Deps, 'db' | 'files' | 'secrets'>, format: Format, entries: Entries) {
  if (format === 'json')
    return {
      type: 'application/json; charset=utf-8',
      body: Readable.from(jsonOf(entries), { objectMode: false }),
    }
  if (format !== 'zip') return sheetOf(format, NAME, rowsOf(entries, format))
  const files: PlacedFile[] = []
  const table = csvOf(rowsOf(entries, 'csv', (placed) => void files.push(...placed)))
  return {
    type: 'application/zip',
    body: Readable.from(
      zipOf(deps, table, () => files),
      { objectMode: false },
    ),
  }
}

/** @param place told of the files of each entry; without it texts and table keep what they say of them */
async function* rowsOf(
  entries: Entries,
  format: SheetFormat,
  place?: (files: readonly PlacedFile[]) => void,
): AsyncGenerator<string[]> {
  const shown = EXPORTED.filter((field) => place || field !== 'attachments')
  yield shown.map((field) => ENTRY_FIELDS[field].words['zh-TW'])
  for await (const entry of entries) {
    const placed = place && placedFiles(entry)
    if (placed) place?.(placed)
    const row = rowOf(saidOf(entry, placed), { isBare: format === 'csv' })
    const cells = shown.map((field) => row[EXPORTED.indexOf(field)] ?? '')
    yield format === 'xlsx'
      ? cells.map((cell) => (cell.length > MOST_IN_EXCEL ? TOO_LONG_FOR_EXCEL : cell))
      : cells
  }
}

async function* jsonOf(entries: Entries): AsyncGenerator<string> {
  yield '{"entries":['
  let between = '\n'
  for await (const entry of entries) {
    yield between + JSON.stringify(objectOf(saidOf(entry)))
    between = ',\n'
  }
  yield '\n]}\n'
}

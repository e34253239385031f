import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { changeCase } from '../../cases/change.ts'
import type { FileRef } from '../../cases/shapes.ts'
import { attachReceived, type KeptFile, keepReceived } from '../../files/keep-received.ts'
import { requesterOfFax } from '../../mail-in/fax/requester-of-fax.ts'
import { type Db, type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Id, newId } from '../../platform/values.ts'
import { formatPhone, parsePhone } from '../../platform/zh/phone.ts'
import { cleanLine } from '../../platform/zh/text.ts'
import { faxPdf } from './fax-pdf.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'hr' | 'telephony' | 'now' | 'log'>
type Fax = NonNullable<Awaited<ReturnType<typeof lockFax>>>

const AT_ONCE = 20
const MOST_TITLE = 120

/**
 * Fetches a fax from its exchange and gives its case the original and a PDF of it, with a line in its history. One that
 * nobody could read is told there as well: its case is there, and says who has to be asked to send it again. Twice is
 * harmless.
 * @throws Error when what came is not what was received, or the store is away: `storeWaitingFaxes` tries again
 */
export async function storeFax(deps: Needed, { faxId }: { faxId: Id<'fax'> }) {
  const found = await deps.db.selectFrom('faxes').selectAll().where('id', '=', faxId).executeTakeFirst()
  if (found?.state !== 'waiting' || !found.caseId) return
  const bytes = found.sha256 ? await deps.telephony.fetch(found.name) : undefined
  if (found.sha256 && !bytes) return
  if (bytes && createHash('sha256').update(bytes).digest('hex') !== found.sha256)
    throw new Error(`fax ${found.name} is not what its exchange received`)
  const phone = found.fromNumber ? parsePhone(found.fromNumber) : undefined
  const facts = {
    number: phone ? formatPhone(phone) : found.fromNumber,
    e164: phone?.e164 ?? null,
    station: found.station,
  }
  const requester = await requesterOfFax(deps, facts)
  const agencyId = requester.agencyId ?? (await agencyOfStation(deps.db, found.station))
  const kept = bytes ? await keepBoth(deps, found, bytes) : undefined
  await transact(deps.db, async (trx) => {
    const fax = await lockFax(trx, faxId)
    if (!fax) return
    await tellCase(trx, fax, { ...facts, ...requester, agencyId, kept, at: deps.now() })
  })
  await deps.telephony.order({ commandId: `forget-${found.name}`, do: 'forget', name: found.name })
}

/** Both under ids made of the fax's own, so that a second try brings the same files. */
async function keepBoth(
  deps: Needed,
  { id, receivedAt, name }: { id: Id<'fax'>; receivedAt: Date; name: string },
  bytes: Buffer,
) {
  const stamp = receivedAt.toISOString().replace(/[-:]/gu, '').slice(0, 15)
  const made = await faxPdf(bytes).catch((err) => {
    deps.log.info({ err, fax: name }, 'a fax cannot be drawn')
    return undefined
  })
  const keep = (kind: 'tif' | 'pdf', content: Buffer, mediaType: string) =>
    keepReceived(deps, { id: idWithin(id, kind), name: `fax-${stamp}.${kind}`, bytes: content, mediaType })
  const tiff = await keep('tif', bytes, 'image/tiff')
  return { tiff, pdf: made ? await keep('pdf', made.pdf, 'application/pdf') : undefined }
}

function idWithin(id: Id<'fax'>, kind: string) {
  const hash = createHash('sha256').update(`${id}.${kind}`).digest('hex')
  return `${id.slice(0, 15)}${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}` as Id<'file'>
}

type About = {
  number: string | null
  station: string | null
  requesterId: Id<'person'> | null
  requesterName: string
  agencyId: number | null
  kept: { tiff: KeptFile; pdf: KeptFile | undefined } | undefined
  at: Date
}

async function tellCase(trx: Trx, fax: Fax, about: About) {
  const { kept, at } = about
  const row = await trx
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', fax.caseId!)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()
  const given = [kept?.pdf, kept?.tiff].filter((file): file is KeptFile => file !== undefined)
  const files: FileRef[] = await attachReceived(trx, { fileIds: given.map(({ id }) => id), caseId: row.id })
  const isReadable = kept?.pdf !== undefined
  await changeCase(
    trx,
    row,
    {
      title: titleOf(fax, about, isReadable).slice(0, MOST_TITLE),
      requesterId: row.requesterId ?? about.requesterId,
      requesterName: row.requesterName || about.requesterName,
      requesterPhone: row.requesterPhone ?? about.number,
      agencyId: row.agencyId ?? about.agencyId,
    },
    [
      {
        id: newId<'entry'>(at.getTime()),
        kind: 'message-in',
        actorId: null,
        origin: `fax ${fax.name}`,
        at,
        body: { text: wordsOf(fax, about, isReadable), ...(files.length > 0 && { files }) },
      },
    ],
  )
  await trx
    .updateTable('faxes')
    .set({
      state: isReadable ? 'stored' : 'unreadable',
      tiffId: kept?.tiff.id ?? null,
      pdfId: kept?.pdf?.id ?? null,
    })
    .where('id', '=', fax.id)
    .execute()
}

const senderOf = ({ number, station }: Pick<About, 'number' | 'station'>) =>
  cleanLine(number ?? station ?? '未顯示號碼')

const titleOf = (fax: Fax, about: About, isReadable: boolean) =>
  `傳真：${senderOf(about)}${isReadable ? `（${fax.pages} 頁）` : '（無法判讀）'}`

function wordsOf(fax: Fax, about: About, isReadable: boolean) {
  const station = about.station ? `，傳真機自稱「${cleanLine(about.station)}」` : ''
  const from = `由 ${senderOf(about)} 傳真${station}。`
  if (!isReadable)
    return `${from}內容無法判讀${about.kept ? '，原始檔已保留' : '，沒有收到任何一頁'}。請聯絡對方重新傳送。`
  if (!fax.isComplete)
    return `${from}只收到 ${fax.pages} 頁，傳送中斷，可能不完整。請向對方確認是否還有其他頁。`
  return `${from}共 ${fax.pages} 頁。`
}

/** The agency whose name the sending machine bears: its number there, or its name or short name alone. */
async function agencyOfStation(db: Db, station: string | null): Promise<number | null> {
  const name = cleanLine((station ?? '').normalize('NFKC'))
  if (name.length < 2) return null
  const found = await db
    .selectFrom('agencies')
    .select('id')
    .where(({ eb, or }) =>
      or([
        eb(sql`lower(name)`, '=', name.toLowerCase()),
        eb(sql`lower(short_name)`, '=', name.toLowerCase()),
        eb(sql`lower(code)`, '=', name.toLowerCase()),
      ]),
    )
    .limit(2)
    .execute()
  return found.length === 1 ? found[0]!.id : null
}

const lockFax = (trx: Trx, id: Id<'fax'>) =>
  trx
    .selectFrom('faxes')
    .selectAll()
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .forUpdate()
    .executeTakeFirst()

/** Faxes whose exchange, case or store was not there yet. */
export async function storeWaitingFaxes(deps: Needed) {
  const waiting = await deps.db
    .selectFrom('faxes')
    .select('id')
    .where('state', '=', 'waiting')
    .orderBy('receivedAt')
    .limit(AT_ONCE)
    .execute()
  for (const { id } of waiting)
    await storeFax(deps, { faxId: id }).catch((err) =>
      deps.log.warn({ err, faxId: id }, 'a fax was not fetched yet; it is tried again'),
    )
}

import { createHash } from 'node:crypto'
import { access, mkdir, readFile, rename } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { sql } from 'kysely'
import { keepReceived } from '../../files/keep-received.ts'
import type { Deps } from '../../platform/deps.ts'
import { type Id, parserOf } from '../../platform/values.ts'
import { parseRocDate } from '../../platform/zh/roc-date.ts'
import { Cover as CoverForm } from '../api.ts'
import type { Cover } from '../reading/facts.ts'
import { isExchangeFile, readDi } from '../reading/read-di.ts'
import { UnreadableDocument } from '../reading/unreadable.ts'
import { takeIn } from '../take-in.ts'
import { type Delivery, deliveriesIn, type Named } from './deliveries.ts'
import { DONE, FAILED, type Lying, listFolder } from './list-folder.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'log' | 'documentsDir'>

const LEFT_OVER_MS = 3_600_000

const parseCover = parserOf(CoverForm)

/**
 * Takes in what lies in the watched folder (`DOCUMENTS_DIR`). Files are moved, to `done` or to `failed`, only after the
 * document is safe with us; killed in between, the next round finds the document known and moves them. What cannot be
 * taken in now stays where it is.
 *
 * @returns how many documents were moved away
 */
export async function readFolder(deps: Needed): Promise<number> {
  const folder = deps.documentsDir
  if (!folder) return 0
  await mkdir(folder, { recursive: true })
  const lying = await listFolder(folder)
  let moved = 0
  for (const delivery of deliveriesIn(lying, await namedIn(lying), deps.now().getTime())) {
    if (!delivery.ready) continue
    try {
      const state = await takeDelivery(deps, delivery)
      await moveAway(folder, delivery, state === 'case' ? DONE : FAILED, deps.now())
      moved++
    } catch (err) {
      deps.log.warn(
        { err, file: delivery.files[0]?.name },
        'a document stays in its folder; it is tried again',
      )
    }
  }
  return moved
}

/** Which files each exchange file at the top names. */
async function namedIn({ files }: Lying): Promise<Map<string, Named>> {
  const named = new Map<string, Named>()
  for (const { name, path } of files)
    if (isExchangeFile(name)) named.set(path, await readFile(path).then(namesIn, () => 'unreadable' as const))
  return named
}

function namesIn(bytes: Buffer): Named {
  try {
    return { attachments: readDi(bytes).attachmentFiles }
  } catch (error) {
    if (error instanceof UnreadableDocument) return 'unreadable'
    throw error
  }
}

async function takeDelivery(deps: Needed, { files, cover }: Delivery): Promise<'case' | 'failed'> {
  const contents = await Promise.all(files.map(({ path }) => readFile(path)))
  const hashes = contents.map((bytes) => createHash('sha256').update(bytes).digest())
  const known = await leftOver(deps, hashes)
  if (known) return known
  const whole = createHash('sha256').update(Buffer.concat(hashes)).digest('hex')
  const fileIds: Id<'file'>[] = []
  for (const [n, bytes] of contents.entries()) {
    // The same delivery again brings the same files, however far the last round came.
    const id = idFrom(`${whole} ${n}`)
    const kept = await keepReceived(deps, { id, name: files[n]!.name, bytes, mediaType: null })
    fileIds.push(kept.id)
  }
  const { id } = await takeIn(deps, {
    source: 'folder',
    fileIds,
    cover: cover ? coverIn(await readFile(cover.path)) : null,
    actorId: null,
    origin: 'document folder',
  })
  const { state } = await deps.db
    .selectFrom('documents')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return state
}

/**
 * What is left of a delivery that was taken in, when moving it broke off: all of it is with a document of the last hour.
 */
async function leftOver(
  { db, now }: Needed,
  hashes: readonly Buffer[],
): Promise<'case' | 'failed' | undefined> {
  const since = new Date(now().getTime() - LEFT_OVER_MS)
  const { rows } = await sql<{ state: 'case' | 'failed' }>`
    select state from documents d
    where source = 'folder' and received_at >= ${since} and not exists (
      select from unnest(${hashes.map((hash) => hash.toString('hex'))}::text[]) as lying (hash)
      where not exists (
        select from files f where f.id = any(d.file_ids) and encode(f.sha256, 'hex') = lying.hash))
    limit 1`.execute(db)
  return rows[0]?.state
}

/** A cover form that is none is as good as none: the document then waits to be completed. */
function coverIn(bytes: Buffer): Cover | null {
  try {
    const { issuedOn, dueOn, ...rest } = parseCover(JSON.parse(bytes.toString('utf8')))
    const days = { issuedOn: issuedOn && parseRocDate(issuedOn), dueOn: dueOn && parseRocDate(dueOn) }
    return Object.fromEntries(Object.entries({ ...rest, ...days }).filter(([, value]) => value))
  } catch {
    return null
  }
}

/** A UUID (version 8, RFC 9562) made of a digest. */
function idFrom(text: string): Id<'file'> {
  const hex = createHash('sha256').update(`document ${text}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as Id<'file'>
}

async function moveAway(folder: string, { files, cover, folder: own }: Delivery, to: string, at: Date) {
  const place = join(folder, to, at.toISOString().slice(0, 10))
  await mkdir(place, { recursive: true })
  const paths = own ? [own] : [...files, ...(cover ? [cover] : [])].map(({ path }) => path)
  // The exchange file last: killed in between, what is left is still found by it.
  for (const path of paths.toReversed()) {
    const target = join(place, basename(path))
    const isTaken = await access(target).then(
      () => true,
      () => false,
    )
    await rename(path, isTaken ? join(place, `${at.getTime()}-${basename(path)}`) : target)
  }
}

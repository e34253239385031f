import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { openPackage } from '../../directory/import/reading/package.ts'
import { contentOf } from '../../directory/import/reading/sheet.ts'
import { isOfAnotherProgram, tableWithin } from '../../directory/import/reading/table-within.ts'
import {
  type Claim,
  note,
  type StoredImport,
  step,
  type WorkDeps,
} from '../../directory/import/work/claim.ts'
import { keepReceived } from '../../files/keep-received.ts'
import type { Db } from '../../platform/database/database.ts'
import { type Id, newId } from '../../platform/values.ts'
import { nameOf, pathOf } from './attachment-text.ts'

const NOTED_AT_ONCE = 50
const BEAT_MS = 5000

/** Notes each file of a ZIP by its path beside the table: which it is, and as what it will be kept. */
export async function noteFiles(deps: WorkDeps, claim: Claim, row: StoredImport) {
  if (row.format !== 'zip' || row.cursor > 0) return
  let seen: { path: string; n: number; fileId: Id<'file'>; size: number; sha256: Buffer }[] = []
  const write = () =>
    step(deps, claim, async (trx, { id }) => {
      if (seen.length === 0) return
      await trx
        .insertInto('importFiles')
        .values(seen.map((file) => ({ importId: id, ...file })))
        .onConflict((conflict) => conflict.columns(['importId', 'path']).doNothing())
        .execute()
    })
  let n = 0
  for await (const { path, chunks } of filesWithin(deps, row.fileId)) {
    const digest = createHash('sha256')
    let size = 0
    for await (const chunk of chunks) {
      digest.update(chunk)
      size += chunk.length
    }
    n += 1
    seen.push({ path, n, fileId: newId<'file'>(), size, sha256: digest.digest() })
    if (seen.length < NOTED_AT_ONCE) continue
    await write()
    seen = []
  }
  await write()
}

/**
 * Keeps the files that rows name, each once, whoever was killed in between: each is known by the id it was noted with.
 * @throws Refusal 'unavailable' `temporarily-unavailable`: the store cannot be reached
 */
export async function keepFiles(deps: WorkDeps, claim: Claim, told: () => void) {
  const row = await step(deps, claim, async (_trx, stored) => stored)
  if (row.format !== 'zip') return
  const wanted = await wantedFiles(deps.db, row.id)
  if (wanted.size === 0) return
  for await (const { path, chunks } of filesWithin(deps, row.fileId)) {
    const id = wanted.get(path)
    if (!id) continue
    const bytes: Uint8Array[] = []
    for await (const chunk of chunks) bytes.push(chunk)
    await whileOurs(deps, claim, () =>
      keepReceived(deps, { id, name: nameOf(path), bytes: Buffer.concat(bytes), mediaType: null }),
    )
    const goesOn = await step(deps, claim, async (trx, now) => {
      await trx
        .updateTable('importFiles')
        .set({ isKept: true })
        .where('importId', '=', row.id)
        .where('path', '=', path)
        .execute()
      await note(trx, row.id, { cursor: now.cursor + 1 })
      return !now.cancelAskedAt
    })
    told()
    if (!goesOn) return
  }
}

/** A large file, or a slow scanner, may take longer than others wait before they take the import over. */
async function whileOurs<T>(deps: WorkDeps, claim: Claim, work: () => Promise<T>): Promise<T> {
  const beat = setInterval(() => void step(deps, claim, async () => {}).catch(() => {}), BEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(beat)
  }
}

/** Files that rows name and that are not kept yet. */
async function wantedFiles(db: Db, importId: Id<'import'>) {
  const { rows } = await sql<{ path: string; fileId: Id<'file'> }>`
    select f.path, f.file_id from import_files f
    where f.import_id = ${importId} and not f.is_kept and f.path in (
      select named ->> 'path' from import_rows r cross join jsonb_array_elements(r.data -> 'files') named
      where r.import_id = ${importId} and r.place is not null and jsonb_typeof(r.data -> 'files') = 'array')`.execute(
    db,
  )
  return new Map(rows.map(({ path, fileId }) => [path, fileId]))
}

/** Everything in the ZIP but its table, by its path from where the table is. */
async function* filesWithin(deps: WorkDeps, fileId: Id<'file'>) {
  const zip = openPackage(await contentOf(deps, fileId))
  const names = zip.names()
  const table = tableWithin(names)
  for (const name of names)
    if (name !== table?.name && !isOfAnotherProgram(name))
      yield { path: pathOf(name.slice(table?.folder.length ?? 0)), chunks: zip.read(name) }
}

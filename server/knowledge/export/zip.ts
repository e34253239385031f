import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { readContent } from '../../files/parts/read.ts'
import { readFile } from '../../files/queries.ts'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { PlacedFile } from './fields.ts'

const TABLE = '問答.csv'

/**
 * A table and the files that its rows name, as a ZIP, piece by piece. A file that is removed meanwhile is left out.
 * @param files what there is, asked for when the table has been sent
 */
export async function* zipOf(
  deps: Pick<Deps, 'db' | 'files' | 'secrets'>,
  table: AsyncIterable<string>,
  files: () => readonly PlacedFile[],
): AsyncGenerator<Uint8Array> {
  let made: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    made.push(piece)
  })
  const take = () => {
    const taken = made
    made = []
    return taken
  }
  const csv = new ZipDeflate(TABLE)
  zip.add(csv)
  for await (const text of table) {
    csv.push(Buffer.from(text))
    yield* take()
  }
  csv.push(new Uint8Array(), true)
  for (const { fileId, path } of files()) {
    const row = await readFile(deps.db, fileId).catch((error) => {
      if (error instanceof Refusal && error.kind === 'not-found') return undefined
      throw error
    })
    if (row?.state !== 'ready') continue
    // Pictures and office files are packed already.
    const file = new ZipPassThrough(path)
    zip.add(file)
    for await (const chunk of readContent(deps, row)) {
      file.push(chunk)
      yield* take()
    }
    file.push(new Uint8Array(), true)
  }
  zip.end()
  yield* take()
}

import { createHash } from 'node:crypto'
import { readContent } from '../files/parts/read.ts'
import type { StoredFile } from '../files/tables.ts'
import type { Db } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import type { Cover } from './reading/facts.ts'
import { isEnvelope, isExchangeFile } from './reading/read-di.ts'

/** Files of one document, kept already, in the order told. */
export type ReceivedFiles = { main: StoredFile; envelope: StoredFile | undefined; all: StoredFile[] }

/**
 * The files of a document. The exchange file is the document itself; without one, the first PDF or text is.
 * @throws Refusal 'not-found' `document-file-missing`: one is not there, or was not kept to its end
 */
export async function readFiles(db: Db, fileIds: readonly Id<'file'>[]): Promise<ReceivedFiles> {
  const ids = [...new Set(fileIds)]
  const found = ids.length ? await db.selectFrom('files').selectAll().where('id', 'in', ids).execute() : []
  const byId = new Map(found.map((file) => [file.id, file]))
  const all = ids.map((id) => {
    const file = byId.get(id)
    if (!file || (file.state !== 'ready' && file.state !== 'held')) throw fileMissing()
    return file
  })
  const main =
    all.find(({ name }) => /\.di$/iu.test(name)) ??
    all.find(({ name }) => isExchangeFile(name)) ??
    all.find(({ name }) => /\.(?:pdf|odt|docx?)$/iu.test(name)) ??
    all[0]
  if (!main) throw fileMissing()
  return { main, envelope: all.find(({ name }) => isEnvelope(name)), all }
}

export const fileMissing = () => new Refusal('not-found', 'document-file-missing')

/** The same number, sender and contents are the same document, whatever its files are called and wherever they lie. */
export function fingerprintOf(hashes: readonly Uint8Array[], cover: Cover | null): Buffer {
  const contents = hashes.map((hash) => Buffer.from(hash).toString('hex')).sort()
  return createHash('sha256')
    .update(JSON.stringify([cover?.number?.trim() ?? '', cover?.senderName?.trim() ?? '', ...contents]))
    .digest()
}

/** All of a file. @throws Refusal 'unavailable' `temporarily-unavailable` */
export async function bytesOf(deps: Pick<Deps, 'files' | 'secrets'>, file: StoredFile): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of readContent(deps, file)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

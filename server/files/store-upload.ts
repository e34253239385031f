import type { Deps } from '../platform/deps.ts'
import { type Id, newId } from '../platform/values.ts'
import type { AttachedFile } from './attach.ts'
import { ATTACHMENT_RULES } from './attachment-rules.ts'
import { receive } from './parts/receive.ts'
import { readFile } from './queries.ts'
import { completeUpload } from './uploads/complete.ts'
import { createUpload } from './uploads/create.ts'
import { discardUpload } from './uploads/discard.ts'
import { refused } from './uploads/refused.ts'

/**
 * Takes a whole file at once, as a form without JavaScript sends it: same rules, same inspection as an upload in
 * pieces. Refused or broken off, nothing of it is kept.
 *
 * @param upload.bytes the file in order; its end is the end of the file. When this throws it may be only partly read
 * @returns the file, ready to be given to a case with `attachFiles`
 * @throws Refusal 'unsupported' `file-refused` · 'too-large' `file-too-large` · 'unavailable'
 */
export async function storeUpload(
  deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'log'>,
  upload: { name: string; bytes: AsyncIterable<Uint8Array>; uploader: Id<'person'> | null },
): Promise<AttachedFile> {
  const { id, name } = await createUpload(deps, { ...upload, id: newId(), size: undefined })
  try {
    const file = await readFile(deps.db, id)
    const size = await receive(deps, file, undefined, limited(upload.bytes, name))
    if (size === 0) throw refused('attachment-empty', { name })
    await deps.db.updateTable('files').set({ size }).where('id', '=', id).execute()
    const { mediaType } = await completeUpload(deps, id)
    return { id, name, size, mediaType }
  } catch (error) {
    await discardUpload(deps, id).catch((err) => deps.log.warn({ err, fileId: id }, 'upload not removed yet'))
    throw error
  }
}

async function* limited(bytes: AsyncIterable<Uint8Array>, name: string) {
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > ATTACHMENT_RULES.maxBytesPerFile) throw refused('attachment-too-large', { name })
    yield chunk
  }
}

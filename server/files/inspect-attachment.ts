import { type AttachmentRefusal, AttachmentRefused } from './attachment-refusals.ts'
import { ATTACHMENT_RULES } from './attachment-rules.ts'
import { inspectFile } from './inspection/inspect-file.ts'
import { outermost } from './inspection/place.ts'

export type AttachmentVerdict =
  | { verdict: 'clean'; mediaType: string }
  | { verdict: 'refused'; reason: AttachmentRefusal; path?: string }

/**
 * Says whether a file may be attached: by its name, by its content, and by everything packed inside it.
 * Archives, documents and letters are unpacked in memory within `INSPECTION_LIMITS`; inflating is done off
 * the main thread. Never throws for what the file holds; errors of reading `bytes` pass through.
 *
 * @param file.bytes the whole file, or its chunks in order: reading stops one chunk beyond the size limit
 * @returns the media type by content, not by what the sender said; or the code, and for something inside
 *   the file the way to it (`外層.zip/內層.zip/檔名.exe`)
 */
export async function inspectAttachment(file: {
  name: string
  bytes: Uint8Array | AsyncIterable<Uint8Array>
}): Promise<AttachmentVerdict> {
  try {
    const bytes = await collect(file.bytes)
    if (bytes.length === 0) throw new AttachmentRefused('attachment-empty')
    return { verdict: 'clean', mediaType: await inspectFile(file.name, bytes, outermost()) }
  } catch (error) {
    if (!(error instanceof AttachmentRefused)) throw error
    return {
      verdict: 'refused',
      reason: error.reason,
      ...(error.path !== undefined && { path: error.path }),
    }
  }
}

async function collect(bytes: Uint8Array | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes instanceof Uint8Array ? [bytes] : bytes) {
    size += chunk.length
    if (size > ATTACHMENT_RULES.maxBytesPerFile) throw new AttachmentRefused('attachment-too-large')
    chunks.push(chunk)
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
}

import { createHash, type Hash } from 'node:crypto'
import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import type { AttachmentRefusal } from '../attachment-refusals.ts'
import { inspectAttachment } from '../inspect-attachment.ts'
import { readContent } from '../parts/read.ts'
import { readFile } from '../queries.ts'
import { NOT_SCANNED, scanned } from '../scan.ts'
import type { StoredFile } from '../tables.ts'
import { refused } from './refused.ts'
import { inTurn } from './turns.ts'

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'log'>

/**
 * Looks into a file that has arrived in full and says that it is ready, or refuses it and removes its content.
 * While the scanner is away the file is taken and held back, so that nobody has to send anything twice.
 * Done again it changes nothing: a server that died before the verdict is made up for by whoever asks next.
 *
 * @throws Refusal 'unsupported' `file-refused`, with `reason` and, for something inside the file, `path`
 * @throws Refusal 'unavailable' `temporarily-unavailable`: the store cannot be reached
 */
export async function completeUpload(deps: Needed, id: Id<'file'>): Promise<{ mediaType: string }> {
  const file = await readFile(deps.db, id)
  if (file.state === 'ready' || file.state === 'held') return { mediaType: file.mediaType! }
  const digest = createHash('sha256')
  const verdict = await inTurn(deps.files, () =>
    inspectAttachment({ name: file.name, bytes: hashed(readContent(deps, file), digest) }),
  )
  if (verdict.verdict === 'clean') {
    const { mediaType } = verdict
    const scan = await scanned(deps, id, readContent(deps, file))
    if (scan !== 'away' && !scan.clean) {
      await refuse(deps, file, 'attachment-virus', scan.finding)
      throw refused('attachment-virus', { name: file.name })
    }
    const known = { mediaType, sha256: digest.digest() }
    await decide(
      deps,
      id,
      scan === 'away' ? { state: 'held', refusal: NOT_SCANNED, ...known } : { state: 'ready', ...known },
    )
    return { mediaType }
  }
  await refuse(deps, file, verdict.reason)
  throw refused(verdict.reason, { name: file.name, path: verdict.path ?? null })
}

async function* hashed(chunks: AsyncIterable<Buffer>, digest: Hash) {
  for await (const chunk of chunks) {
    digest.update(chunk)
    yield chunk
  }
}

const decide = (
  { db }: Pick<Deps, 'db'>,
  id: Id<'file'>,
  verdict: Partial<Pick<StoredFile, 'state' | 'refusal' | 'finding' | 'mediaType' | 'sha256'>>,
) => db.updateTable('files').set(verdict).where('id', '=', id).where('state', '=', 'uploading').execute()

/** Refused at once, for good; content that cannot be removed now is removed with the row when it expires. */
async function refuse(
  deps: Needed,
  { id, parts }: StoredFile,
  refusal: AttachmentRefusal,
  finding: string | null = null,
) {
  await decide(deps, id, { state: 'refused', refusal, finding })
  deps.log.info({ fileId: id, refusal }, 'attachment refused')
  await deps.files.remove(id, parts).catch((err) => deps.log.warn({ err }, 'refused content not removed yet'))
}

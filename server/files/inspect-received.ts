import { AttachmentRefused } from './attachment-refusals.ts'
import type { AttachmentVerdict } from './inspect-attachment.ts'
import { inspectFile } from './inspection/inspect-file.ts'
import { inside, outermost } from './inspection/place.ts'
import { RECEIVED_LIMITS } from './received-limits.ts'

/**
 * As `inspectAttachment`, for what came with a mail: what mail programs attach by themselves (calendars, cards,
 * signatures) may be there, and an empty file does no harm.
 */
export async function inspectReceived(name: string, bytes: Uint8Array): Promise<AttachmentVerdict> {
  if (bytes.length > RECEIVED_LIMITS.maxBytesPerFile)
    return { verdict: 'refused', reason: 'attachment-too-large' }
  try {
    return { verdict: 'clean', mediaType: await inspectFile(name, bytes, inside(outermost(), '', 'letter')) }
  } catch (error) {
    if (!(error instanceof AttachmentRefused)) throw error
    // The way begins at the mail, whose name is empty here.
    const path = error.path?.replace(/^\//, '')
    return { verdict: 'refused', reason: error.reason, ...(path && path !== name && { path }) }
  }
}

import { Refusal } from '../../platform/refusal.ts'
import type { AttachmentRefusal } from '../attachment-refusals.ts'
import { ATTACHMENT_RULES } from '../attachment-rules.ts'

/**
 * What people are told when a file may not be attached; everything else they wrote is kept.
 * @param about.path the way to the offending member of an archive or letter
 */
export const refused = (reason: AttachmentRefusal, about: { name: string; path?: string | null }) =>
  reason === 'attachment-too-large'
    ? new Refusal('too-large', 'file-too-large', {
        reason,
        maxBytes: ATTACHMENT_RULES.maxBytesPerFile,
        ...about,
      })
    : new Refusal('unsupported', 'file-refused', { reason, ...about })

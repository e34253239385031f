import { refuseName, typeOfName } from './attachment-name.ts'
import type { AttachmentRefusal } from './attachment-refusals.ts'
import { ATTACHMENT_RULES } from './attachment-rules.ts'

/**
 * What can be said before the first byte travels, from the name, the announced size and what the case
 * already holds. Undefined: go ahead, the content is inspected on arrival.
 */
export function refuseBeforeUpload(
  file: { name: string; bytes: number },
  held: { files: number; bytes: number },
): AttachmentRefusal | undefined {
  const wrongName = refuseName(file.name)
  if (wrongName) return wrongName
  if (!typeOfName(file.name)) return 'attachment-type-not-allowed'
  if (file.bytes === 0) return 'attachment-empty'
  if (file.bytes > ATTACHMENT_RULES.maxBytesPerFile) return 'attachment-too-large'
  if (held.files + 1 > ATTACHMENT_RULES.maxFiles) return 'attachment-too-many'
  if (held.bytes + file.bytes > ATTACHMENT_RULES.maxBytesTotal) return 'attachment-total-too-large'
  return undefined
}

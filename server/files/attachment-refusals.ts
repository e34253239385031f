/** Why an attachment is refused: stable codes, kept in records and translated by the message catalogue. */
const ATTACHMENT_REFUSALS = [
  'attachment-name-invalid',
  'attachment-name-deceptive',
  'attachment-type-blocked',
  'attachment-type-not-allowed',
  'attachment-empty',
  'attachment-too-large',
  'attachment-too-many',
  'attachment-total-too-large',
  'attachment-executable',
  'attachment-script',
  'attachment-macro',
  'attachment-false-extension',
  'attachment-encrypted',
  'attachment-uninspectable',
  'attachment-archive-damaged',
  'attachment-archive-unsafe-path',
  'attachment-archive-bomb',
  'attachment-archive-too-many-entries',
  'attachment-archive-too-deep',
  'attachment-virus',
  'attachment-not-scanned',
] as const

export type AttachmentRefusal = (typeof ATTACHMENT_REFUSALS)[number]

/** Ends an inspection. `path` names the member of an archive or letter, outermost first: `a.zip/b.zip/c.exe`. */
export class AttachmentRefused extends Error {
  readonly reason: AttachmentRefusal
  readonly path: string | undefined

  constructor(reason: AttachmentRefusal, path?: string) {
    super(reason)
    this.reason = reason
    this.path = path
  }
}

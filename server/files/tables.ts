import type { Generated, Selectable } from 'kysely'
import type { Id } from '../platform/values.ts'

export interface FileTables {
  files: {
    id: Id<'file'>
    name: string
    size: number
    received: Generated<number>
    /** How many parts are in the file store. */
    parts: Generated<number>
    /** The authentication tag of each part, 16 bytes a part: another writing of a part does not fit. */
    partTags: Generated<Buffer>
    /** What has come of the part not yet full, encrypted; `received` counts it. */
    tail: Generated<Buffer | null>
    mediaType: string | null
    sha256: Buffer | null
    wrappedKey: Buffer
    /**
     * `held`: kept because it is suspicious, or not scanned yet, and never given out. `raw`: kept whole as it came
     * (`keepRaw`), never an attachment.
     */
    state: 'uploading' | 'ready' | 'refused' | 'held' | 'raw'
    refusal: string | null
    /** What the scanner calls what it found, or the way to what is refused inside the file. */
    finding: Generated<string | null>
    uploadedBy: Id<'person'> | null
    caseId: Id<'case'> | null
    fromRequester: Generated<boolean>
    createdAt: Generated<Date>
    expiresAt: Date | null
  }
}

export type StoredFile = Selectable<FileTables['files']>

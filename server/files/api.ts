import { type Static, Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Nullable } from '../platform/values.ts'

const FileParam = Type.Object({ fileId: IdOf('file') })

export type HeldFile = Static<typeof HeldFile>
/** A file that is kept but not given out. `reason` is a code with a sentence; `finding` says what or where exactly. */
export const HeldFile = Type.Object({
  id: IdOf('file'),
  name: Type.String(),
  size: Type.Integer(),
  reason: Type.String(),
  finding: Nullable(Type.String()),
  /** False for what the scanner found: that can only be dropped. */
  releasable: Type.Boolean(),
  caseId: Nullable(IdOf('case')),
  since: Instant,
})

/** Uploads themselves follow the tus protocol at /api/uploads; contents are served at /api/files/:fileId/content. */
export const filesApi = {
  'GET /attachment-rules': {
    may: 'anyone',
    summary: 'Which files may be attached, told before anybody chooses one',
    reply: Type.Object({
      maxBytesPerFile: Type.Integer(),
      maxBytesTotal: Type.Integer(),
      maxFiles: Type.Integer(),
      types: Type.Array(Type.Object({ label: Type.String(), extensions: Type.Array(Type.String()) })),
    }),
  },
  'GET /held-files': {
    may: 'mail:manage',
    summary: 'Attachments that are held back, newest first, at most 200; `total` counts all',
    reply: Type.Object({ total: Type.Integer(), files: Type.Array(HeldFile) }),
  },
  'POST /files/:fileId/release': {
    may: 'mail:manage',
    summary: 'Gives out a file that was held back; never one in which the scanner found something',
    params: FileParam,
    reply: Type.Object({ id: IdOf('file'), state: Type.Enum(['ready']) }),
  },
  'POST /files/:fileId/drop': {
    may: 'mail:manage',
    summary: 'Removes the content of a file that was held back; its name stays with its case',
    params: FileParam,
    reply: Type.Object({ id: IdOf('file'), state: Type.Enum(['refused']) }),
  },
} satisfies Contract

import { Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'

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
} satisfies Contract

import { DataStore, Upload } from '@tus/utils'
import type { Deps } from '../../platform/deps.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { receive } from '../parts/receive.ts'
import { fileNotFound, readFile } from '../queries.ts'
import { completeUpload } from './complete.ts'
import { discardUpload } from './discard.ts'

/**
 * What the tus server asks of us, over the files table and the file store. Its methods run while the upload's lock is
 * held. A file that has arrived in full is inspected before its last piece is acknowledged; if a server died in
 * between, asking how far the upload has come (HEAD) does it.
 */
export const tusStore = (deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'log'>) =>
  Object.assign(new DataStore(), {
    extensions: ['creation', 'creation-with-upload', 'termination'],

    async getUpload(fileId: string): Promise<Upload> {
      const file = await readFile(deps.db, fileId as Id<'file'>)
      if (file.expiresAt && file.expiresAt <= deps.now()) throw new Refusal('gone', 'file-not-found')
      if (file.state === 'refused')
        throw new Refusal('gone', 'file-refused', { reason: file.refusal, name: file.name })
      if (file.state === 'uploading' && file.received === file.size) await completeUpload(deps, file.id)
      return new Upload({
        id: file.id,
        size: file.size,
        offset: file.received,
        metadata: { filename: file.name },
      })
    },

    async write(stream: AsyncIterable<Uint8Array>, fileId: string): Promise<number> {
      const file = await readFile(deps.db, fileId as Id<'file'>)
      if (file.state !== 'uploading') return file.received
      const received = await receive(deps, file, file.size, stream)
      if (received === file.size) await completeUpload(deps, file.id)
      return received
    },

    async remove(fileId: string) {
      if (!(await discardUpload(deps, fileId as Id<'file'>))) throw fileNotFound()
    },
  })

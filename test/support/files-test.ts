import { randomBytes } from 'node:crypto'
import { readContent } from '../../server/files/parts/read.ts'
import { readFile } from '../../server/files/queries.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { diskStore } from '../../server/platform/files/disk.ts'
import type { FileStore } from '../../server/platform/files/port.ts'
import type { Id } from '../../server/platform/values.ts'
import { test as base } from './database.ts'
import { filesApp, secrets, someFolder } from './files-app.ts'

/** A log as people attach it: text, of any length, different each time. */
export const someLog = (bytes: number) =>
  Buffer.from(randomBytes(Math.ceil(bytes / 2)).toString('hex')).subarray(0, bytes)

/** Servers that take uploads into one folder, and what lies in it. */
export const test = base
  .extend('folder', async ({}, { onCleanup }) => {
    const { folder, remove } = await someFolder()
    onCleanup(remove)
    return folder
  })
  .extend('files', ({ folder }) => diskStore(folder))
  .extend('actors', () => new Map<string, Actor>())
  .extend('serverOn', ({ db, actors }, { onCleanup }) => {
    const closing: (() => Promise<void>)[] = []
    onCleanup(async () => void (await Promise.all(closing.map((close) => close()))))
    return async (files: FileStore, now?: () => Date) => {
      const server = await filesApp({ db, files, actors, ...(now && { now }) })
      closing.push(server.close)
      return server
    }
  })
  .extend('server', ({ files, serverOn }) => serverOn(files))
  .extend('another', ({ files, serverOn }) => serverOn(files))
  .extend('contentOf', ({ db, files }) => async (id: Id<'file'>) => {
    const chunks: Buffer[] = []
    for await (const chunk of readContent({ files, secrets }, await readFile(db, id))) chunks.push(chunk)
    return Buffer.concat(chunks)
  })

import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { documentRoutes } from '../../../server/documents/routes.ts'
import { keepReceived } from '../../../server/files/keep-received.ts'
import { storeUpload } from '../../../server/files/store-upload.ts'
import type { Actor } from '../../../server/platform/actor.ts'
import type { Id } from '../../../server/platform/values.ts'
import { someFolder } from '../files-app.ts'
import { somebody } from '../intake-app.ts'
import { test as base } from '../intake-test.ts'

/** A server that takes official documents, a watched folder, and what lies in it. */
export const test = base
  .extend('watched', async ({}, { onCleanup }) => {
    const { folder, remove } = await someFolder()
    onCleanup(remove)
    return folder
  })
  .extend('deps', ({ server, watched }) => ({ ...server.deps, documentsDir: watched }))
  .extend('office', async ({ server, deps }) => {
    await server.app.register(documentRoutes(deps), { prefix: '/api' })
    return server
  })
  .extend('clerk', ({ db }) =>
    somebody(db, {
      permissions: ['case:work', 'case:read-all', 'case:handle', 'case:key-in', 'document:intake'],
    }),
  )
  /** Uploads files as somebody does; their ids. */
  .extend(
    'uploaded',
    ({ deps }) =>
      async (uploader: Actor, files: Record<string, Uint8Array>): Promise<Id<'file'>[]> => {
        const ids: Id<'file'>[] = []
        for (const [name, content] of Object.entries(files)) {
          const bytes = (async function* () {
            yield content
          })()
          ids.push((await storeUpload(deps, { name, bytes, uploader: uploader.id })).id)
        }
        return ids
      },
  )
  .extend(
    'kept',
    ({ deps }) =>
      async (files: Record<string, Uint8Array>) =>
        Promise.all(
          Object.entries(files).map(
            async ([name, bytes]) => (await keepReceived(deps, { name, bytes, mediaType: null })).id,
          ),
        ),
  )
  /** Puts files into the watched folder, written so many seconds ago. */
  .extend('lay', ({ watched, clock }) => async (files: Record<string, Uint8Array>, secondsAgo = 60) => {
    for (const [name, bytes] of Object.entries(files)) {
      const path = join(watched, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, bytes)
      const at = new Date(clock.now().getTime() - secondsAgo * 1000)
      await utimes(path, at, at)
    }
  })
  .extend('lying', ({ watched }) => async (under = '') => {
    const found = await readdir(join(watched, under), { recursive: true, withFileTypes: true }).catch(
      () => [],
    )
    return found
      .filter((entry) => entry.isFile())
      .map((entry) => entry.name)
      .toSorted()
  })

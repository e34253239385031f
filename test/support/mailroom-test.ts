import { diskStore } from '../../server/platform/files/disk.ts'
import { test as base } from './database.ts'
import { someFolder } from './files-app.ts'
import { openMailroom } from './mailroom.ts'

/** A test with a room in which mail is received: a database and a file store of its own. */
export const test = base
  .extend('folder', async ({}, { onCleanup }) => {
    const { folder, remove } = await someFolder()
    onCleanup(remove)
    return folder
  })
  .extend('room', ({ db, folder }) => openMailroom(db, diskStore(folder)))

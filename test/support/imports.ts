import { testAlone } from './database.ts'
import { someFolder } from './files-app.ts'
import { importsOn } from './import-ground.ts'

/** `imports`: a server that imports, on a database of its own. */
export const test = testAlone.extend('imports', async ({ db }, { onCleanup }) => {
  const { folder, remove } = await someFolder()
  onCleanup(remove)
  return importsOn(db, folder)
})

export const lines = (...rows: string[]) => rows.join('\r\n')

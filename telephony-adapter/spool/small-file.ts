import { constants } from 'node:fs'
import { open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Replaces a file as a whole: whoever reads it, also after a crash, finds the old one or the new one. */
export async function writeWhole(path: string, content: string) {
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  await syncDirectory(dirname(path))
}

export const readIfThere = (path: string) =>
  readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    return undefined
  })

/** A new name in a directory is safe only when the directory itself has been written. */
export async function syncDirectory(path: string) {
  const directory = await open(path, constants.O_RDONLY)
  try {
    await directory.sync()
  } catch (error) {
    // Not every file system can; those write names at once.
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error
  } finally {
    await directory.close()
  }
}

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** A file that lies in the watched folder; `at` is when it was last written to, in milliseconds. */
export type LyingFile = { path: string; name: string; size: number; at: number }
export type Lying = { files: LyingFile[]; folders: { name: string; path: string; files: LyingFile[] }[] }

export const DONE = 'done'
export const FAILED = 'failed'
const OURS = new Set([DONE, FAILED])
const MOST_FILES = 2000
/** What programs call a file that they are still writing, and what file managers leave behind. */
const UNFINISHED = /(?:^[.~$])|(?:\.(?:tmp|part|partial|filepart|crdownload|swp)$)|^Thumbs\.db$/iu

/**
 * What lies in the watched folder: files, and folders that hold one document each. Links are not followed: what they
 * point at is not ours to take.
 */
export async function listFolder(folder: string): Promise<Lying> {
  const lying: Lying = { files: [], folders: [] }
  for (const entry of (await readdir(folder, { withFileTypes: true })).slice(0, MOST_FILES)) {
    const path = join(folder, entry.name)
    if (UNFINISHED.test(entry.name)) continue
    if (entry.isFile()) lying.files.push(...(await told(path, entry.name)))
    else if (entry.isDirectory() && !OURS.has(entry.name))
      lying.folders.push({ name: entry.name, path, files: await filesIn(path) })
  }
  return lying
}

/** All files below, and a mark for those that are still being written: then the folder is not ready. */
async function filesIn(folder: string): Promise<LyingFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files: LyingFile[] = []
  for (const entry of entries.slice(0, MOST_FILES)) {
    if (!entry.isFile()) continue
    const [file] = await told(join(entry.parentPath, entry.name), entry.name)
    if (file) files.push(UNFINISHED.test(file.name) ? { ...file, at: Number.POSITIVE_INFINITY } : file)
  }
  return files
}

/** Gone meanwhile is no error: whoever puts files there may also take them away. */
async function told(path: string, name: string): Promise<LyingFile[]> {
  try {
    const { size, mtimeMs } = await stat(path)
    return [{ path, name: name.normalize('NFC'), size, at: mtimeMs }]
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const SQLITE_BUSY = 5

/** Somebody else works on this data directory. The message is for the person at the terminal. */
export class DataDirectoryInUse extends Error {
  override name = 'DataDirectoryInUse'
}

export type DirectoryLock = { release(): Promise<void> }

/**
 * Takes the data directory for this process until `release`.
 * The lock is SQLite's on an empty file: the kernel holds it for exactly as long as its holder lives, so a killed
 * process leaves nothing stale, and neither a reused process id nor two starts in the same instant can fool it.
 * The file beside it only tells who holds it. Throws `DataDirectoryInUse`.
 */
export async function lockDirectory(dataDir: string): Promise<DirectoryLock> {
  const holderFile = join(dataDir, 'onewindow.lock.pid')
  const lock = new DatabaseSync(join(dataDir, 'onewindow.lock'), { timeout: 0 })
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    throw inUse(dataDir, await readFile(holderFile, 'utf8').catch(() => ''))
  }
  await writeFile(holderFile, String(process.pid), { mode: 0o600 })
  return {
    async release() {
      if (!lock.isOpen) return
      await rm(holderFile, { force: true })
      lock.close()
    },
  }
}

const inUse = (dataDir: string, pid: string) =>
  new DataDirectoryInUse(
    `資料目錄 ${dataDir} 正由另一個執行中的一窗程式使用${pid && `（程序 ${pid}）`}，資料沒有變動；` +
      `請先停止那個程式，或以 DATA_DIR 指定另一個目錄。\n` +
      `The data directory ${dataDir} is in use by another running OneWindow${pid && ` (process ${pid})`}. ` +
      `Stop that one first, or name another directory with DATA_DIR.`,
  )

import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

const SQLITE_BUSY = 5

/** Another adapter writes in this directory. */
export class SpoolInUse extends Error {
  override name = 'SpoolInUse'
}

/**
 * Takes the directory for this process. The kernel holds the lock for exactly as long as its holder lives, so a killed
 * adapter leaves nothing stale.
 * @returns how to let go
 * @throws SpoolInUse
 */
export function lockSpool(dir: string): () => void {
  const lock = new DatabaseSync(join(dir, 'lock'), { timeout: 0 })
  try {
    lock.exec('pragma journal_mode = memory; begin exclusive')
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error
    throw new SpoolInUse(
      `電話轉接程式的資料目錄 ${dir} 正由另一個執行中的程式使用，資料沒有變動；請先停止那個程式，或以 DATA_DIR 指定另一個目錄。\n` +
        `The telephone's directory ${dir} is in use by another process. Stop that one first, or name another directory with DATA_DIR.`,
    )
  }
  return () => {
    if (lock.isOpen) lock.close()
  }
}

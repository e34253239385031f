import { closeSync, constants, fdatasync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import { lineOf } from './lines.ts'

const syncData = promisify(fdatasync)

/** Writes lines behind each other; what could not be written is kept in memory and written later. */
export type Appender = {
  /** Gives it to the operating system: it survives the death of this process, not yet that of the machine. */
  append(content: unknown): void
  /** Makes safe what was appended before. @throws when the disk does not take it; it is tried again by the next call */
  sync(): Promise<void>
  /** Bytes in the file so far. */
  size(): number
  /** How many lines wait for the disk. */
  unwritten(): number
  /** Goes on in another file, when everything is in this one. @returns whether it does */
  switchTo(path: string): boolean
  close(): void
}

/** @throws when the file cannot be opened */
export function appenderTo(path: string, goodBytes: number): Appender {
  let file = openFile(path)
  let size = goodBytes
  let waiting: string[] = []

  function write() {
    if (waiting.length === 0) return
    const bytes = Buffer.from(waiting.join(''))
    // By position: what a failed attempt left behind is written over by the next one.
    for (let done = 0; done < bytes.length; )
      done += writeSync(file, bytes, done, bytes.length - done, size + done)
    size += bytes.length
    waiting = []
  }

  return {
    append(content) {
      waiting.push(lineOf(content))
      try {
        write()
      } catch {
        // `sync` comes upon the same, and says so.
      }
    },
    async sync() {
      write()
      await syncData(file)
    },
    size: () => size,
    unwritten: () => waiting.length,
    switchTo(next) {
      if (waiting.length > 0) return false
      fdatasyncSync(file)
      const opened = openFile(next)
      closeSync(file)
      file = opened
      size = 0
      return true
    },
    close: () => closeSync(file),
  }
}

const openFile = (path: string) => openSync(path, constants.O_RDWR | constants.O_CREAT, 0o600)

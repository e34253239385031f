import { readFileSync } from 'node:fs'

const EVERY_MS = 10

/**
 * Ends every process that reads mails for this one as soon as it is there, as a mail does that no reader survives.
 * @returns how to stop that
 */
export function endReaders(pid: number): () => void {
  const timer = setInterval(() => {
    for (const child of childrenOf(pid)) if (isReader(child)) end(child)
  }, EVERY_MS)
  return () => clearInterval(timer)
}

const childrenOf = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)

function isReader(pid: number) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('reader-process')
  } catch {
    return false
  }
}

function end(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

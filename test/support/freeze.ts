import { readdirSync, readFileSync } from 'node:fs'

const WITHIN_MS = 2000

/** Stops a process as `SIGSTOP` does, and returns when none of its threads runs any more: the signal reaches them later. */
export function freezeProcess(pid: number): void {
  process.kill(pid, 'SIGSTOP')
  const until = performance.now() + WITHIN_MS
  while (performance.now() < until) {
    if (statesOf(pid).every((state) => 'TtZX'.includes(state))) return
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1)
  }
  throw new Error(`process ${pid} does not stop`)
}

/** proc(5): the state follows the name in brackets, which may hold anything. */
const statesOf = (pid: number) =>
  readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    try {
      const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8')
      return stat[stat.lastIndexOf(')') + 2] ?? []
    } catch {
      // It has just ended.
      return []
    }
  })

import type { FileStore } from '../../platform/files/port.ts'

/** A file is unpacked in memory, several times its size: as many at once as there are processors to gain from. */
const AT_ONCE = 2

type Turns = { running: number; waiting: (() => void)[] }

// Fields of objects that we did not make: nothing outlives its store.
const turnsOf = new WeakMap<FileStore, Turns>()

/** Does the work when it is its turn; of one store's files, few are inspected at a time in this process. */
export async function inTurn<T>(store: FileStore, work: () => Promise<T>): Promise<T> {
  const turns = turnsOf.get(store) ?? { running: 0, waiting: [] }
  turnsOf.set(store, turns)
  if (turns.running < AT_ONCE) turns.running++
  else await new Promise<void>((resolve) => turns.waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = turns.waiting.shift()
    if (next) next()
    else turns.running--
  }
}

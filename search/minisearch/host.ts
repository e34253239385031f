import { Worker } from 'node:worker_threads'
import { EngineAway } from '../port.ts'
import type { Answered, Verb, Work } from './messages.ts'

/** An index in a thread of its own. */
export type Host = {
  /** @throws EngineAway when the thread is gone, also while it works */
  ask<V extends Verb>(verb: V, given: Work[V]['given']): Promise<Work[V]['answer']>
  end(): Promise<void>
}

type Options = { program: URL; memoryMb: number; onGone: (why: string) => void }
type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void }

/**
 * Starts a thread that holds an index.
 * @param program what it runs: `worker.ts`
 * @param memoryMb it may take so much; a thread that takes more ends alone
 * @param onGone it ended without having been told to
 */
export function startHost({ program, memoryMb, onGone }: Options): Host {
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let gone: string | undefined
  let isMeant = false
  const worker = new Worker(program, {
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
  })

  const leave = (why: string) => {
    if (gone !== undefined) return
    gone = why
    for (const { reject } of waiting.values()) reject(new EngineAway(why))
    waiting.clear()
    if (!isMeant) onGone(why)
  }
  worker.on('message', (answered: Answered) => {
    const asker = waiting.get(answered.id)
    waiting.delete(answered.id)
    if ('error' in answered) asker?.reject(new Error(answered.error))
    else asker?.resolve(answered.answer as never)
  })
  worker.on('error', (error) => leave(error.message))
  worker.on('exit', (code) => leave(`The thread of the index ended (${code}).`))

  return {
    ask: (verb, given) =>
      new Promise((resolve, reject) => {
        if (gone !== undefined) return reject(new EngineAway(gone))
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        worker.postMessage({ id, verb, ...given })
      }),
    async end() {
      isMeant = true
      leave('The index is closed.')
      await worker.terminate()
    },
  }
}

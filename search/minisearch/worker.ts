// The thread that holds an index: it does one thing at a time, but what takes long lets questions come between.
import { setImmediate as breathe } from 'node:timers/promises'
import { parentPort } from 'node:worker_threads'
import type { Searchable } from '../port.ts'
import { readIndex, writeIndex } from './file.ts'
import type { Answered, Asked } from './messages.ts'
import { termIndex } from './term-index.ts'

/** Documents taken before the next question is looked at: a few milliseconds. */
const AT_ONCE = 4

const port = parentPort
if (!port) throw new Error('This program is a worker thread.')
let index = termIndex()

async function keep(documents: readonly Searchable[]) {
  for (const [i, document] of documents.entries()) {
    index.keep(document)
    if (i % AT_ONCE === AT_ONCE - 1) await breathe()
  }
}

async function work(asked: Asked) {
  switch (asked.verb) {
    case 'load': {
      const written = await readIndex(asked.file)
      if (written) index = termIndex(written)
      return written !== undefined
    }
    case 'keep':
      await keep(asked.documents)
      return null
    case 'forget':
      for (const key of asked.keys) index.forget(key)
      return null
    case 'find':
      return index.find(asked.question)
    case 'revisions':
      return index.revisions(asked.afterKey, asked.most)
    case 'save':
      await writeIndex(asked.file, index.written())
      return null
  }
}

port.on('message', async (asked: Asked) => {
  const answered: Answered = await work(asked).then(
    (answer) => ({ id: asked.id, answer }),
    (error: unknown) => ({ id: asked.id, error: error instanceof Error ? error.message : String(error) }),
  )
  port.postMessage(answered)
})

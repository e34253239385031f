// The thread of an index that dies of a question.
import { parentPort } from 'node:worker_threads'
import '../../search/minisearch/worker.ts'

parentPort?.on('message', ({ verb, question }: { verb: string; question?: { text: string } }) => {
  if (verb === 'find' && question?.text === '當機') process.exit(1)
})

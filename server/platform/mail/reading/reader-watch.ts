import { workerData } from 'node:worker_threads'

// A thread of its own: it runs on while a bad mail keeps the other from everything else.
const { parent, memoryMb } = workerData as { parent: number; memoryMb: number }
const EVERY_MS = 100
const MB = 1024 * 1024

setInterval(() => {
  const isOrphan = process.ppid !== parent
  if (isOrphan || process.memoryUsage.rss() > memoryMb * MB) process.kill(process.pid, 'SIGKILL')
}, EVERY_MS)

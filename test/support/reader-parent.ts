import { join } from 'node:path'
import { mailReader } from '../../server/platform/mail/reading/reader.ts'

// A process that is killed while a reader of its own is busy with a mail that never ends.
const program = join(import.meta.dirname, 'hostile-reader.ts')
const log = { warn: () => {} }
const reader = mailReader({ timeMs: 60_000, memoryMb: 300, readers: 1, log, program })
await reader.read(Buffer.from('Subject: well\n\nx'))
console.log('read')
await reader.read(Buffer.from('Subject: runs for ever\n\nx'))

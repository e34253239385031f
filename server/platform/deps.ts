import type { FastifyBaseLogger } from 'fastify'
import type { Finding } from '../../search/finding.ts'
import type { SearchIndex } from '../../search/outside.ts'
import type { Telephony } from '../../telephony-adapter/port.ts'
import type { SimulatedWorld } from '../../telephony-adapter/simulator/world.ts'
import type { Db } from './database/database.ts'
import type { FileStore } from './files/port.ts'
import type { HrDirectory } from './hr/port.ts'
import type { Live } from './live/live.ts'
import type { Mail } from './mail/port.ts'
import type { MailReader } from './mail/read-mail.ts'
import type { Queue } from './queue/port.ts'
import type { Scanner } from './scanner/port.ts'
import type { Secrets } from './secrets.ts'

/** Everything outside the process. A use-case asks for the few it needs: `Pick<Deps, 'db' | 'now'>`. */
export type Deps = {
  db: Db
  queue: Queue
  /** Finds among everything that was put into the index, for a reader. */
  search: Finding
  /** What is asked there, for whoever keeps it true. */
  searchIndex: SearchIndex
  mail: Mail
  mailReader: MailReader
  /** The adapter of the exchanges; `unplugged` where there is none. */
  telephony: Telephony
  /** Around simulated exchanges: callers and fax machines of the demonstration. Empty where the telephone is real. */
  simulatedWorlds: readonly SimulatedWorld[]
  live: Live
  files: FileStore
  scanner: Scanner
  hr: HrDirectory
  secrets: Secrets
  /** Where people reach the product, without a slash at the end: links in mails begin with it. */
  publicUrl: string
  /** Where other programs put official documents; null: nowhere. */
  documentsDir: string | null
  /** The embedded edition reached from this machine only: then the demonstration shows its accounts. */
  demonstration: boolean
  now: () => Date
  log: FastifyBaseLogger
}

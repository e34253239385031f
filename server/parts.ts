import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { FastifyBaseLogger } from 'fastify'
import type { Config } from './config.ts'
import { hrOverHttp } from './directory/hr-over-http.ts'
import { keptCopy } from './directory/kept-copy.ts'
import { openSearch } from './open-search.ts'
import { openTelephony } from './open-telephony.ts'
import { startEmbeddedPostgres } from './platform/database/embedded.ts'
import { migrate, openDatabase } from './platform/database/open.ts'
import { openFileStore } from './platform/files/open.ts'
import { keptMail } from './platform/mail/kept-mail.ts'
import { mailReader } from './platform/mail/reading/reader.ts'
import { smtpMail } from './platform/mail/smtp-mail.ts'
import { postgresQueue, redisQueue } from './platform/queue/bullmq.ts'
import { openScanner } from './platform/scanner/open.ts'
import { secretsFrom } from './platform/secrets.ts'

/** What one mail may take of time and memory before it is given up; the largest that we accept takes a tenth. */
const MAIL_LIMITS = { timeMs: 20_000, memoryMb: 768, readers: 2 }

/** Who follows the telephone waits for nobody else's connection: its lock, what is told, and what is compared. */
const FOLLOWING_CONNECTIONS = 3

/** Nor does anybody wait for one of those that keep what can be found true: their lock, what is read, what is written. */
const KEEPING_CONNECTIONS = 4

/** Opens everything outside the process that this configuration names, or starts it (the embedded edition). */
export async function openParts(config: Config, log: FastifyBaseLogger, now: () => Date) {
  let closing = false
  const onError = onceAMinute((error: Error) => {
    // What is cut off by our own ending is no news.
    if (!closing) log.warn({ err: error }, 'a connection failed; it is tried again')
  })
  const postgres = config.databaseUrl
    ? undefined
    : await startEmbeddedPostgres({ dataDir: config.dataDir, log: (line) => log.debug(line) })
  const databaseUrl = config.databaseUrl ?? postgres?.url ?? ''
  const db = openDatabase({ url: databaseUrl, onError })
  const telephoneDb = openDatabase({
    url: databaseUrl,
    onError,
    connections: FOLLOWING_CONNECTIONS,
    isHurried: true,
  })
  const keepingDb = openDatabase({ url: databaseUrl, onError, connections: KEEPING_CONNECTIONS })
  await migrate(db)
  const { search, searchIndex, closeSearch } = openSearch(config, { db, now, log })
  const queue = config.redisUrl
    ? redisQueue({ url: config.redisUrl, onError })
    : await postgresQueue({ url: databaseUrl, onError })
  const mail = config.smtpUrl
    ? smtpMail({ url: config.smtpUrl, from: config.mailFrom })
    : keptMail(config.mailFrom)
  const files = openFileStore(config.filesUrl ?? pathToFileURL(join(config.dataDir, 'files')).href)
  const scanner = openScanner(config.clamavUrl)
  const reader = mailReader({ ...MAIL_LIMITS, log })
  const hr = config.hrUrl ? hrOverHttp({ url: config.hrUrl, db, now, timeoutMs: 1500, log }) : keptCopy(db)
  const { telephony, worlds } = await openTelephony(config, log)
  const secrets = secretsFrom(config.secretKey ?? (await keptSecret(config.dataDir)))
  return {
    db,
    telephoneDb,
    queue,
    search,
    searchIndex,
    keepingDb,
    mail,
    files,
    scanner,
    mailReader: reader,
    telephony,
    simulatedWorlds: worlds,
    hr,
    secrets,
    async close() {
      closing = true
      await telephony.close()
      await queue.close()
      await reader.close()
      await mail.close()
      await closeSearch()
      await Promise.all([db.destroy(), telephoneDb.destroy(), keepingDb.destroy()])
      await postgres?.stop()
    },
  }
}

/** The embedded edition makes its own key once and keeps it beside its data, readable by its owner only. */
async function keptSecret(dataDir: string) {
  const path = join(dataDir, 'secret.key')
  await mkdir(dataDir, { recursive: true })
  const fresh = randomBytes(32).toString('base64url')
  await writeFile(path, fresh, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return (await readFile(path, 'utf8')).trim()
}

/** A part that is away reports itself many times a second; the log needs it once a minute. */
export function onceAMinute(report: (error: Error) => void) {
  let quietUntil = 0
  return (error: Error) => {
    if (Date.now() < quietUntil) return
    quietUntil = Date.now() + 60_000
    report(error)
  }
}

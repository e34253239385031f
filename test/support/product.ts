import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { migrate, openDatabase } from '../../server/platform/database/open.ts'
import { freshDatabase } from './database.ts'
import { databaseUrlOf } from './embedded-url.ts'
import { type Letters, receiveMail } from './letters.ts'
import { freePort, type Part, startPart } from './parts.ts'
import { freshRedis } from './redis.ts'

export const EDITIONS = ['embedded', 'production'] as const
export type Edition = (typeof EDITIONS)[number]

/** The whole product in one edition, with the demonstration organisation. */
export type Product = {
  edition: Edition
  /** One server embedded; two in production, so that people can be at different ones. */
  servers: Part[]
  worker: Part | undefined
  at(server: number): string
  /** The product's database; the embedded one has another address after each start. */
  db(): Promise<Db>
  letters: Letters
  close(): Promise<void>
}

const log = { warn: () => {}, error: () => {}, info: () => {}, debug: () => {} }

/** One process beside its own PostgreSQL: what `npm start` gives. */
async function startEmbedded(environment: Record<string, string>): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-'))
  const server = await startPart('server', { DATA_DIR: dataDir, ...environment })
  const opened = new Map<string, Db>()
  const db = async () => {
    const url = await databaseUrlOf(dataDir)
    const known = opened.get(url) ?? openDatabase({ url })
    opened.set(url, known)
    return known
  }
  return {
    edition: 'embedded',
    servers: [server],
    worker: undefined,
    at: () => server.url,
    db,
    letters: keptLetters(db),
    async close() {
      for (const one of opened.values()) await one.destroy()
      await server.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Services that a test wants to bring itself, so that it can take them away. */
type OwnServices = {
  /** `url` for the test, `forProduct` for the product where it goes another way. */
  database?: { url: string; forProduct: string }
  redisUrl?: string
  /** Where letters go; else to a server of the product's own. */
  smtpUrl?: string
  /** Where the worker takes mail, as `MAIL_IN_LISTEN` says it. */
  mailInListen?: string
}

/** Two servers and a worker on PostgreSQL, Redis and SMTP. */
export async function startProduction(own: OwnServices = {}, more: Record<string, string> = {}) {
  const [database, redisUrl, mail, filesDir] = await Promise.all([
    own.database ? { ...own.database, drop: async () => {} } : freshDatabase(),
    own.redisUrl ?? freshRedis(),
    receiveMail(),
    mkdtemp(join(tmpdir(), 'onewindow-files-')),
  ])
  const db = openDatabase({ url: database.url })
  if (own.database) await migrate(db)
  await seedRoles(db)
  await loadDemonstration({ db, now: () => new Date(), log: log as never })
  const publicPort = await freePort()
  const environment = {
    EDITION: 'production',
    HOST: '127.0.0.1',
    DATABASE_URL: own.database?.forProduct ?? database.url,
    REDIS_URL: redisUrl,
    SMTP_URL: own.smtpUrl ?? mail.url,
    MAIL_FROM: 'service@onewindow.example',
    FILES_URL: `file://${filesDir}`,
    PUBLIC_URL: `http://127.0.0.1:${publicPort}`,
    SECRET_KEY: 'a secret key for the tests, long enough',
    LOG_LEVEL: 'warn',
    ...more,
  }
  const worker = await startPart('worker', {
    ...environment,
    ...(own.mailInListen && { MAIL_IN_LISTEN: own.mailInListen }),
  })
  const servers = [await startPart('server', environment), await startPart('server', environment)]
  return {
    edition: 'production',
    servers,
    worker,
    at: (n: number) => servers[n % servers.length]!.url,
    db: async () => db,
    letters: mail.letters,
    refuseMail: mail.refuse,
    async close() {
      await Promise.all([...servers, worker].map((part) => part.stop()))
      await mail.close()
      await db.destroy()
      await database.drop()
      await rm(filesDir, { recursive: true, force: true })
    },
  } satisfies Product & { refuseMail(now: boolean): void }
}

/** @param environment more variables for each of its parts */
export const startProduct = (edition: Edition, environment: Record<string, string> = {}): Promise<Product> =>
  edition === 'embedded' ? startEmbedded(environment) : startProduction({}, environment)

/** For stories that are not about taking an answer back: it leaves when it is sent. */
export const sendAtOnce = async (product: Product) =>
  (await product.db()).insertInto('settings').values({ key: 'replies.undo-seconds', value: '0' }).execute()

const keptLetters = (db: () => Promise<Db>): Letters => ({
  to: async (address) =>
    (
      await (
        await db()
      )
        .selectFrom('outgoingMails')
        .select(['subject', 'body as text', 'messageId', 'inReplyTo', 'toAddress as to'])
        .where('toAddress', '=', address)
        .where('state', '=', 'sent')
        .orderBy('sentAt')
        .execute()
    ).map((letter) => ({ ...letter, inReplyTo: letter.inReplyTo ?? undefined })),
})

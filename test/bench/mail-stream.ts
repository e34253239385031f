import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import { seedRoles } from '../../server/identity/seed-roles.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { startEmbeddedPostgres } from '../../server/platform/database/embedded.ts'
import { migrate, openDatabase } from '../../server/platform/database/open.ts'
import { secretsFrom } from '../../server/platform/secrets.ts'
import { aMail } from '../support/mail-in/mailbox.ts'
import { mailServer } from '../support/mail-server.ts'
import { startPart } from '../support/parts.ts'
import { type Person, person } from '../support/person.ts'
import { type Dovecot, startDovecot } from '../support/services/dovecot.ts'
import { startRedis } from '../support/services/redis.ts'
import { type Bench, percentile } from './figure.ts'

const PER_SECOND = 20
const MINUTES = Number(process.env['BENCH_MINUTES'] ?? 0.5)
const QUIET_MS = 15_000
const LOOK_EVERY_MS = 100
/** What nothing has become of when nothing has moved for so long is lost. */
const PATIENCE_MS = 60_000
const MOST_TIMES_QUIET = 2
const SECRET_KEY = 'for the benchmarks, and long enough for it'

/** 20 mails a second from Dovecot into cases, beside an agent whose desk is asked all the while. 5 minutes: BENCH_MINUTES=5. */
export const mailStream: Bench = {
  name: 'mail.stream',
  async measure(say) {
    const dataDir = await mkdtemp(join(tmpdir(), 'onewindow-bench-'))
    const [postgres, redis, letters, dovecot] = await Promise.all([
      startEmbeddedPostgres({ dataDir, log: () => {} }),
      startRedis(),
      mailServer(),
      startDovecot(),
    ])
    if (!redis) throw new Error('mail.stream needs Redis: apt-get install redis-server')
    const db = openDatabase({ url: postgres.url })
    await migrate(db)
    await seedRoles(db)
    await loadDemonstration({ db, now: () => new Date(), log: console as never })
    const user = await dovecot.newUser()
    await fetchFrom(db, dovecot, user)
    const environment = {
      HOST: '127.0.0.1',
      DATABASE_URL: postgres.url,
      REDIS_URL: redis.url,
      SMTP_URL: letters.url,
      MAIL_FROM: 'bench@onewindow.example',
      FILES_URL: `file://${dataDir}/files`,
      PUBLIC_URL: 'http://127.0.0.1',
      SECRET_KEY,
      LOG_LEVEL: 'error',
    }
    const parts = [await startPart('server', environment), await startPart('worker', environment)]
    const agent = await person(parts[0]!.url, 'agent2')

    await asking(agent, 3000)
    const quiet = await asking(agent, QUIET_MS)
    say(`quiet: ${quiet.length} times, p95 ${percentile(quiet, 95).toFixed(1)} ms`)
    const count = Math.round(PER_SECOND * 60 * MINUTES)
    const [busy, late] = await Promise.all([
      asking(agent, count * (1000 / PER_SECOND)),
      stream(dovecot, user, count),
    ])
    say(
      `${count} mails delivered, the last ${late.toFixed(0)} ms late; p95 ${percentile(busy, 95).toFixed(1)} ms`,
    )
    const { decided, delays } = await settle(db, count)

    for (const part of parts) await part.stop()
    await Promise.all([dovecot.close(), letters.close(), db.destroy(), redis.stop()])
    await postgres.stop()
    await rm(dataDir, { recursive: true, force: true })
    const ratio = percentile(busy, 95) / percentile(quiet, 95)
    return [
      { name: 'mail.stream', value: ratio, unit: 'of quiet', limit: MOST_TIMES_QUIET, better: 'lower' },
      { name: 'mail.stream.kept', value: decided / count, unit: 'of sent', limit: 1, better: 'higher' },
      { name: 'mail.stream.lost', value: count - decided, unit: 'mails' },
      { name: 'mail.stream.desk.p95', value: percentile(busy, 95), unit: 'ms' },
      { name: 'mail.stream.quiet.p95', value: percentile(quiet, 95), unit: 'ms' },
      { name: 'mail.stream.case.p95', value: percentile(delays, 95), unit: 'ms' },
    ]
  },
}

const fetchFrom = (db: Db, dovecot: Dovecot, user: string) =>
  db
    .updateTable('mailboxes')
    .set({
      source: 'imap',
      imap: JSON.stringify(dovecot.place(user)),
      wrappedPassword: secretsFrom(SECRET_KEY).wrap(Buffer.from(dovecot.passwordOf(user))),
    })
    .where('address', '=', 'service@onewindow.example')
    .execute()

/** How long the desk takes to answer, in ms, each time. */
async function asking(agent: Person, forMs: number): Promise<number[]> {
  const times: number[] = []
  for (const until = performance.now() + forMs; performance.now() < until; await wait(LOOK_EVERY_MS)) {
    const at = performance.now()
    const { status } = await agent.ask('GET', '/desk')
    if (status !== 200) throw new Error(`the desk answered ${status}`)
    times.push(performance.now() - at)
  }
  return times
}

/** Mails of everyday, from as many people, at their times. @returns how late the last was, in ms */
function stream(dovecot: Dovecot, user: string, count: number) {
  const begun = performance.now()
  return dovecot.as(user, async (client) => {
    for (let n = 0; n < count; n++) {
      const due = begun + (n * 1000) / PER_SECOND
      if (due > performance.now()) await wait(due - performance.now())
      const body = `第 ${n} 封：薪資明細打不開。\r\n`.repeat(1 + (n % 200))
      await client.append('INBOX', aMail({ subject: `第 ${n} 封`, from: `sender${n}@agency.example`, body }))
    }
    return performance.now() - (begun + (count * 1000) / PER_SECOND)
  })
}

/** Waits until something has become of every mail. `delays`: from the server's receiving it, which it tells in seconds. */
async function settle(db: Db, count: number) {
  let moved = { at: Date.now(), decided: 0 }
  for (; ; await wait(1000)) {
    const rows = await db
      .selectFrom('receivedMails')
      .select(['outcome', 'decidedAt', 'arrivedAt'])
      .where('decidedAt', 'is not', null)
      .execute()
    if (rows.length > moved.decided) moved = { at: Date.now(), decided: rows.length }
    if (rows.length >= count || Date.now() - moved.at > PATIENCE_MS)
      return {
        decided: rows.length,
        delays: rows.map((row) => Number(row.decidedAt) - Number(row.arrivedAt)),
      }
  }
}

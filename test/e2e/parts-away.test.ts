import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { mailQueued } from '../../server/notifications/events.ts'
import { MOST_TRIES, nextTry } from '../../server/notifications/rules.ts'
import { transact } from '../../server/platform/database/database.ts'
import { emit } from '../../server/platform/events/outbox.ts'
import { takingOffers } from '../support/at-work.ts'
import {
  fileOnce,
  metricsOf,
  type OnOwnParts,
  readinessOf,
  SOON,
  settled,
  startOnOwnParts,
} from '../support/own-parts.ts'
import { type Person, person } from '../support/person.ts'

let product: OnOwnParts
let asker: Person
let supervisor: Person
beforeAll(async () => {
  product = await startOnOwnParts()
  asker = await person(product.at(0), 'user1')
  supervisor = await person(product.at(1), 'super1')
})
afterAll(() => product.close())

const file = (description: string, by = asker) => fileOnce(by, description)
const allWell = async () => {
  for (const { url } of product.parts)
    await vi.waitFor(async () => expect((await readinessOf(url)).status).toBe('ok'), SOON)
}

/** What was handed to the queue counts as lost by now: it is given again at once and not after its time. */
const loseNow = () => sql`update outbox set handed_at = handed_at - interval '1 hour'`.execute(product.db)

describe('Redis', () => {
  test('stopped for a while: cases are accepted, pages of one server go on, what waits is done when it is back, empty', async () => {
    const agent = await takingOffers(await person(product.at(0), 'agent2'))
    const colleague = await person(product.at(0), 'agent12')
    const before = await file('Redis 停止之前')
    await settled(product, [before])
    await product.redis.stop()

    const down = await vi.waitFor(async () => {
      const { code, status, parts } = await readinessOf(product.at(0))
      expect([code, status, parts['queue']?.state, parts['database']?.state]).toEqual([
        200,
        'degraded',
        'down',
        'up',
      ])
      return parts['queue']!
    }, SOON)
    expect(await metricsOf(product.at(0))).toMatch(/^onewindow_outbox_events \d+$/m)

    const cases = [
      await file('Redis 停止時之一'),
      await file('Redis 停止時之二', await person(product.at(1), 'user1')),
    ]
    // A page that leaves and one that comes: their server remembers pages in Redis when it can.
    ;(await colleague.connect()).disconnect()
    await vi.waitFor(async () => {
      await colleague.ask('POST', `/cases/${before.id}/notes`, { text: '同一台伺服器的同事' })
      expect(agent.heard).toContainEqual({ event: 'case.changed', caseId: before.id })
    }, SOON)
    expect((await readinessOf(product.at(0))).parts['queue']).toEqual(down)

    for (const part of [product.worker, product.servers[1]!]) {
      expect(await part.stop()).toBe(0)
      await part.start()
    }
    cases.push(await file('在 Redis 停止時啟動的伺服器上', await person(product.at(1), 'user1')))

    await product.redis.start()
    await settled(product, [before, ...cases])
    await allWell()
    await agent.stop()
  }, 60_000)

  test('emptied: what it had been given is given to it again', async () => {
    const agent = await takingOffers(await person(product.at(0), 'agent2'))
    const { db } = product
    const connection = new Redis(product.redis.url)
    onTestFinished(() => connection.disconnect())
    // Nobody takes work out of the queue, so that what is in it is lost with it.
    await new Queue('onewindow', { connection }).pause()
    const cases = [await file('佇列被清空之一'), await file('佇列被清空之二')]
    await vi.waitFor(async () => {
      const waiting = await db.selectFrom('outbox').select(['handedAt']).execute()
      expect(waiting.length).toBeGreaterThan(0)
      expect(waiting.every(({ handedAt }) => handedAt !== null)).toBe(true)
    }, SOON)
    expect(await connection.exists('bull:onewindow:meta')).toBe(1)
    await connection.flushall()
    await loseNow()
    await settled(product, cases)
    await agent.stop()
  }, 60_000)
})

describe('PostgreSQL', () => {
  test('cut off for a while: the service says so in a sentence, nobody is signed out, and nothing is lost', async () => {
    const pids = product.parts.map((part) => part.pid())
    const agent = await takingOffers(await person(product.at(0), 'agent2'))
    const others = await person(product.at(1), 'user1')
    const before = await file('資料庫中斷之前')
    await product.way.cut()
    onTestFinished(product.way.mend)

    for (const [path, body] of [
      ['/api/cases', { systemId: 1, description: '資料庫中斷時', email: 'chu@k012.example' }],
      ['/api/systems', undefined],
    ] as const) {
      const answer = await fetch(product.at(0) + path, {
        ...(body && {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }),
      })
      expect([path, answer.status]).toEqual([path, 503])
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
      expect(await answer.json()).toMatchObject({
        code: 'temporarily-unavailable',
        title: expect.stringMatching(/暫時無法使用.*。$/),
      })
    }
    expect((await asker.ask('GET', '/session')).status).toBe(503)
    await expect(asker.connect()).rejects.toThrow('temporarily-unavailable')
    const page = await fetch(`${product.at(1)}/cases/new`)
    expect([page.status, (await page.text()).includes('暫時無法使用')]).toEqual([503, true])
    for (const { url } of product.parts) {
      expect((await fetch(`${url}/health/live`)).status).toBe(200)
      const { code, status, parts } = await readinessOf(url)
      expect([code, status, parts['database']?.state]).toEqual([503, 'unavailable', 'down'])
    }
    expect(await metricsOf(product.at(1))).toMatch(/^onewindow_outbox_events Nan$/im)

    const waiting = [file('中斷時一直重試之一'), file('中斷時一直重試之二', others)]
    await product.way.mend()
    await settled(product, [before, ...(await Promise.all(waiting))])
    await allWell()
    expect(agent.socket.connected).toBe(true)
    expect(product.parts.map((part) => part.pid())).toEqual(pids)
    await agent.stop()
  }, 60_000)

  test.each(['SIGINT', 'SIGQUIT'] as const)(
    'ended by %s and started again under load: what was confirmed is there, once, and no process has ended',
    async (signal) => {
      const pids = product.parts.map((part) => part.pid())
      const agent = await takingOffers(await person(product.at(0), 'agent2'))
      const others = await person(product.at(1), 'user1')
      const filing = Array.from({ length: 20 }, (_none, n) =>
        file(`${signal} 時的第 ${n} 題`, n % 2 === 0 ? asker : others),
      )
      await Promise.any(filing)
      await product.endPostgres(signal)
      const cases = await Promise.all(filing)
      expect(new Set(cases.map(({ number }) => number)).size).toBe(20)
      await settled(product, cases)
      expect(product.parts.map((part) => part.pid())).toEqual(pids)
      await allWell()
      await agent.stop()
    },
    60_000,
  )
})

describe('the mail server', () => {
  test('refusing for a while: mails wait, are tried again, fail only after the last try, and go once when told again', async () => {
    const { db } = product
    product.refuseMail(true)
    const { id, number } = await file('郵件伺服器暫時拒收')
    const mail = () =>
      db
        .selectFrom('outgoingMails')
        .selectAll()
        .where('caseId', '=', id as never)
        .executeTakeFirstOrThrow()
    /** Tried so often, and put off for longer each time. */
    const putOff = (tries: number) =>
      vi.waitFor(async () => {
        const found = await mail()
        expect(found).toMatchObject({ tries, state: 'queued', lastError: expect.stringContaining('451') })
        expect(Math.abs(+found.dueAt! - +nextTry(tries, found.updatedAt)!)).toBeLessThan(1000)
        return found
      }, SOON)
    const { id: mailId } = await putOff(1)
    const listener = await supervisor.connect()
    const failures: unknown[] = []
    listener.on('mail.failed', (hint) => failures.push(hint.mailId))
    const isDue = () =>
      db
        .updateTable('outgoingMails')
        .set({ dueAt: new Date(0) })
        .where('id', '=', mailId)
        .where('state', '=', 'queued')
        .execute()
    /** Its time has come, and somebody looks. */
    const tryNow = async () => {
      await isDue()
      await transact(db, (trx) => emit(trx, mailQueued, { mailId }))
    }

    for (let tries = 2; tries < MOST_TRIES; tries++) {
      await tryNow()
      await putOff(tries)
    }
    expect(await shownTo(supervisor, id)).toMatchObject({ state: 'queued', tries: MOST_TRIES - 1 })
    expect(failures).toEqual([])
    // The last one by the clock.
    await isDue()
    await vi.waitFor(
      async () => expect(await shownTo(supervisor, id)).toMatchObject({ state: 'failed', tries: MOST_TRIES }),
      SOON,
    )
    await vi.waitFor(() => expect(failures).toContain(mailId), SOON)
    expect(await metricsOf(product.at(0))).toMatch(/^onewindow_mails_failed 1$/m)

    expect((await supervisor.ask('POST', `/outgoing-mails/${mailId}/retry`)).body).toMatchObject({
      state: 'queued',
      tries: 0,
    })
    await putOff(1)
    product.refuseMail(false)
    await tryNow()
    await vi.waitFor(async () => expect((await mail()).state).toBe('sent'), SOON)
    await tryNow()
    expect((await supervisor.ask('POST', `/outgoing-mails/${mailId}/retry`)).status).toBe(409)
    const { requesterEmail } = await db
      .selectFrom('cases')
      .select('requesterEmail')
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow()
    await vi.waitFor(
      async () => expect(await db.selectFrom('outbox').select('id').execute()).toEqual([]),
      SOON,
    )
    const letters = await product.letters.to(requesterEmail!)
    expect(letters.filter(({ subject }) => subject.includes(number))).toHaveLength(1)
    listener.disconnect()
  }, 60_000)
})

/** The mail of a case, as the screen of outgoing mail has it. */
const shownTo = async (somebody: Person, caseId: string) =>
  (await somebody.ask('GET', `/outgoing-mails?caseId=${caseId}`)).body.mails[0]

describe('a server that is told to end', () => {
  test('finishes what runs, takes nothing new, sends its pages elsewhere, and ends well', async () => {
    const { db } = product
    const { id } = await file('伺服器結束時還在處理')
    const agent = await person(product.at(0), 'agent12')
    const desk = await agent.connect({ desk: true })
    const shut = new Promise((resolve) => desk.once('disconnect', resolve))
    desk.io.reconnection(false)

    const held = Promise.withResolvers<void>()
    onTestFinished(() => held.resolve())
    const holding = db.transaction().execute(async (trx) => {
      await trx
        .selectFrom('cases')
        .select('id')
        .where('id', '=', id as never)
        .forUpdate()
        .execute()
      await held.promise
    })
    const note = agent.ask('POST', `/cases/${id}/notes`, { text: '結束前的最後一則' })
    await vi.waitFor(async () => {
      const { rows } = await sql`select from pg_stat_activity where wait_event_type = 'Lock'`.execute(db)
      expect(rows).not.toHaveLength(0)
    }, SOON)
    const ended = product.servers[0]!.stop()
    // The line breaks off, so that the page looks for another server by itself.
    expect(await shut).toBe('transport close')
    await vi.waitFor(() => expect(fetch(`${product.at(0)}/health/live`)).rejects.toThrow(), SOON)
    held.resolve()
    await holding
    expect((await note).status).toBe(201)
    expect(await ended).toBe(0)

    agent.moveTo(product.at(1))
    expect((await agent.ask('GET', '/desk')).status).toBe(200)
    await product.servers[0]!.start()
  }, 60_000)
})

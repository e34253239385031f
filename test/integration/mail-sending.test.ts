import { describe, expect } from 'vitest'
import { acknowledge } from '../../server/notifications/acknowledge.ts'
import { sendDueMails } from '../../server/notifications/send-due-mails.ts'
import { sendMail } from '../../server/notifications/send-mail.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { keptMail } from '../../server/platform/mail/kept-mail.ts'
import { type Letter, type Mail, MailRefused } from '../../server/platform/mail/port.ts'
import { stoppedClock } from '../support/clock.ts'
import { testAlone as test } from '../support/database.ts'
import { emitted, fileCase, lettersFrom, mailsOf } from '../support/mailed-cases.ts'

/** A mail server of the test's mind, that remembers what it took. */
function mailThat(answer: (letter: Letter) => Promise<void>) {
  const taken: Letter[] = []
  const mail: Mail = {
    async send(letter) {
      await answer(letter)
      taken.push(letter)
    },
    check: async () => {},
    close: async () => {},
  }
  return { taken, mail }
}

const accepts = async () => {}
const isAway = async () => {
  throw Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:25'), { code: 'ESOCKET' })
}

async function queued(db: Db, clock: ReturnType<typeof stoppedClock>, mail: Mail) {
  const deps = lettersFrom(db, clock.now, mail)
  const { id, number } = await fileCase(db, { at: clock.now() })
  await acknowledge(deps, { caseId: id })
  const [row] = await mailsOf(db, id)
  return { deps, caseId: id, number, mailId: row!.id, read: async () => (await mailsOf(db, id))[0]! }
}

describe('a queued mail', () => {
  test('is sent once, however often its event is delivered', async ({ db }) => {
    const { taken, mail } = mailThat(accepts)
    const { deps, mailId, caseId, read } = await queued(db, stoppedClock(), mail)
    expect(await emitted(db, 'mail.queued', 'mailId', mailId)).toBe(1)
    await sendMail(deps, { mailId })
    await sendMail(deps, { mailId })
    await sendDueMails(deps)
    expect(taken).toHaveLength(1)
    expect(await read()).toMatchObject({ state: 'sent', tries: 1, lastError: null, sentAt: deps.now() })
    expect(await emitted(db, 'mail.sent', 'caseId', caseId)).toBe(1)
  })

  test('is sent by one of several processes that try at the same moment', async ({ db }) => {
    const { taken, mail } = mailThat(accepts)
    const { deps, mailId } = await queued(db, stoppedClock(), mail)
    await Promise.all(Array.from({ length: 8 }, () => sendMail(deps, { mailId })))
    expect(taken).toHaveLength(1)
  })

  test.for([
    ['that it failed', new Error('late')],
    ['that it was refused', new MailRefused('550 late')],
    ['that it arrived', undefined],
  ] as const)(
    'whose sender seems dead is sent again, under its one Message-ID; learning late %s changes nothing',
    async ([, late], { db }) => {
      const clock = stoppedClock()
      const answer = Promise.withResolvers<void>()
      const { mail } = mailThat(() => answer.promise)
      const { deps, mailId, caseId, read } = await queued(db, clock, mail)
      const hanging = sendMail(deps, { mailId })
      await expect.poll(async () => (await read()).tries).toBe(1)

      const { taken, mail: another } = mailThat(accepts)
      clock.advance({ minutes: 1 })
      await sendDueMails({ ...deps, mail: another })
      expect(taken).toHaveLength(0)
      clock.advance({ minutes: 1 })
      await sendDueMails({ ...deps, mail: another })
      expect(taken.map(({ messageId }) => messageId)).toEqual([`<${mailId}@help.agency.example>`])

      late ? answer.reject(late) : answer.resolve()
      await hanging
      expect(await read()).toMatchObject({ state: 'sent', tries: 2, lastError: null })
      expect(await emitted(db, 'mail.sent', 'caseId', caseId)).toBe(1)
      expect(await emitted(db, 'mail.failed', 'caseId', caseId)).toBe(0)
    },
  )

  test('that cannot leave is tried again after 1, 5 and 15 minutes, and goes when the server is back', async ({
    db,
  }) => {
    const clock = stoppedClock()
    const { mail } = mailThat(isAway)
    const { deps, mailId, read } = await queued(db, clock, mail)
    await sendMail(deps, { mailId })
    for (const minutes of [1, 5, 15]) {
      const tries = (await read()).tries
      clock.advance({ minutes: minutes - 1, seconds: 59 })
      await sendDueMails(deps)
      expect((await read()).tries).toBe(tries)
      clock.advance({ seconds: 1 })
      await sendDueMails(deps)
      expect(await read()).toMatchObject({ tries: tries + 1, state: 'queued' })
    }
    expect((await read()).lastError).toContain('ECONNREFUSED')
    clock.advance({ hours: 1 })
    const { taken, mail: back } = mailThat(accepts)
    await sendDueMails({ ...deps, mail: back })
    expect(taken).toHaveLength(1)
    expect(await read()).toMatchObject({ state: 'sent', lastError: null })
  })

  test('has failed after ten tries over a day, and the people of the case are told', async ({ db }) => {
    const clock = stoppedClock()
    let tries = 0
    const { mail } = mailThat(() => {
      tries += 1
      return isAway()
    })
    const { deps, mailId, caseId, read } = await queued(db, clock, mail)
    const start = +clock.now()
    for (let mail = await read(); mail.dueAt; mail = await read()) {
      clock.advance({ seconds: (+mail.dueAt - +clock.now()) / 1000 })
      await sendDueMails(deps)
    }
    expect(tries).toBe(10)
    expect((+clock.now() - start) / 3_600_000).toBeCloseTo(22.4, 0)
    expect(await read()).toMatchObject({ state: 'failed', tries: 10, sentAt: null })
    expect(await emitted(db, 'mail.failed', 'caseId', caseId)).toBe(1)
    await sendMail(deps, { mailId })
    expect(tries).toBe(10)
  })

  test('refused for good has failed at once, and says why without anybody’s address', async ({ db }) => {
    const { mail } = mailThat(async () => {
      throw new MailRefused('550 5.1.1 <wang@agency.example>: no such user')
    })
    const { deps, mailId, caseId, read } = await queued(db, stoppedClock(), mail)
    await sendMail(deps, { mailId })
    expect(await read()).toMatchObject({
      state: 'failed',
      tries: 1,
      lastError: '550 5.1.1 <…>: no such user',
    })
    expect(await emitted(db, 'mail.failed', 'caseId', caseId)).toBe(1)
  })

  test('that kills whoever sends it is given up too', async ({ db }) => {
    const clock = stoppedClock()
    const { taken, mail } = mailThat(accepts)
    const { deps, mailId, read } = await queued(db, clock, mail)
    await db.updateTable('outgoingMails').set({ tries: 10 }).where('id', '=', mailId).execute()
    await sendMail(deps, { mailId })
    expect(taken).toHaveLength(0)
    expect(await read()).toMatchObject({ state: 'failed', tries: 10, lastError: 'interrupted at every try' })
  })

  test('leaves neither address nor words in the log', async ({ db }) => {
    const said: unknown[] = []
    const { mail } = mailThat(async ({ to }) => {
      throw Object.assign(new Error(`452 <${to.address}> later`), { code: 'EENVELOPE' })
    })
    const { deps, mailId } = await queued(db, stoppedClock(), mail)
    await sendMail({ ...deps, log: { warn: (...told: unknown[]) => said.push(told) } as never }, { mailId })
    expect(said).toHaveLength(1)
    expect(JSON.stringify(said)).not.toMatch(/wang@|452|差勤|王小明/)
    expect(JSON.stringify(said)).toContain(mailId)
  })
})

describe('the embedded edition', () => {
  test('keeps a letter where the administrator reads it, and calls it sent', async ({ db }) => {
    const { deps, mailId, read } = await queued(db, stoppedClock(), keptMail())
    await sendMail(deps, { mailId })
    const { state, body } = await read()
    expect(state).toBe('sent')
    expect(body).toContain('王小明 您好：')
  })

  test('shows a mail to something that is no address as failed', async ({ db }) => {
    const deps = lettersFrom(db, stoppedClock().now, keptMail())
    const { id } = await fileCase(db, { at: deps.now(), email: 'x@y.example\nBcc: all@agency.example' })
    await acknowledge(deps, { caseId: id })
    await sendDueMails(deps)
    expect((await mailsOf(db, id))[0]).toMatchObject({ state: 'failed', tries: 1 })
  })
})

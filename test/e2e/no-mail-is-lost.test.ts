import { setTimeout as wait } from 'node:timers/promises'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { aMail } from '../support/mail-in/mailbox.ts'
import { readinessOf } from '../support/own-parts.ts'
import { freePort } from '../support/parts.ts'
import { insist, person } from '../support/person.ts'
import { EDITIONS, type Product, startProduct } from '../support/product.ts'
import { type Dovecot, startDovecot } from '../support/services/dovecot.ts'
import { type Postfix, startPostfix } from '../support/services/postfix.ts'

const ROUNDS = 8
const MAILS_A_ROUND = 4
const DAY_MS = 24 * 3_600_000
const PATIENCE = { timeout: 90_000, interval: 250 }

describe.each(EDITIONS)('the %s edition, taking mail while it is killed again and again', (edition) => {
  let product: Product
  let dovecot: Dovecot
  let postfix: Postfix
  beforeAll(async () => {
    const port = await freePort()
    dovecot = await startDovecot()
    postfix = await startPostfix({ domain: 'onewindow.example', to: port })
    product = await startProduct(edition, { MAIL_IN_LISTEN: `127.0.0.1:${port}` })
  })
  afterAll(async () => {
    await product?.close()
    await postfix?.close()
    await dovecot?.close()
  })

  test('makes one case of each mail of a day, acknowledges each once, and its books balance hour by hour', async () => {
    const admin = await person(product.at(0), 'admin')
    const user = await dovecot.newUser()
    const added = await admin.ask('POST', '/mailboxes', {
      address: 'fetched@onewindow.example',
      name: '代收信箱',
      kind: 'mail',
      queueId: 1,
      defaultSystemId: 1,
      signature: '',
      source: 'imap',
      imap: dovecot.place(user),
      password: dovecot.passwordOf(user),
      paused: false,
      closedRule: 'reopen',
      closedDays: 30,
      subjectRule: 'new-case',
      acknowledges: true,
    })
    expect(added.status).toBe(201)
    const fetchedId = added.body.id
    const db = await product.db()
    const { id: deliveredId } = await db
      .selectFrom('mailboxes')
      .select('id')
      .where('address', '=', 'service@onewindow.example')
      .executeTakeFirstOrThrow()
    const sending = createTransport({ url: postfix.url, pool: true })
    const parts = [...(product.worker ? [product.worker] : []), ...product.servers]
    const sent: string[] = []
    const letter = (way: string, round: number, n: number) => {
      const subject = `${way}第 ${round} 輪第 ${n} 封`
      sent.push(subject)
      // Somebody else each time: many mails of one sender are held back.
      return aMail({ subject, from: `${way}${round}-${n}@agency.example`, body: `${subject}，請協助。` })
    }

    // The mail server had them at times all over the last day.
    const began = Date.now()
    const hourOfDay = (round: number, n: number) =>
      new Date(began - DAY_MS * (1 - (round * MAILS_A_ROUND + n) / (ROUNDS * MAILS_A_ROUND)))
    for (let round = 0; round < ROUNDS; round++) {
      const coming = (async () => {
        for (let n = 0; n < MAILS_A_ROUND; n++) {
          await dovecot.deliver(user, [letter('imap', round, n)], { at: hourOfDay(round, n) })
          const raw = letter('smtp', round, n)
          const envelope = { from: `smtp${round}-${n}@agency.example`, to: 'service@onewindow.example' }
          await sending.sendMail({ envelope, raw })
        }
      })()
      const victim = parts[round % 2 ? 0 : round % parts.length]!
      await wait(30 + round * 90)
      await victim.kill()
      await wait(100)
      await victim.start()
      await coming
    }
    sending.close()

    const now = await product.db()
    await vi.waitFor(async () => {
      expect(postfix.waiting()).toEqual([])
      const mails = await now.selectFrom('receivedMails').select(['outcome']).execute()
      expect(mails).toHaveLength(sent.length)
      expect(mails.filter(({ outcome }) => outcome !== 'case')).toEqual([])
      expect(await dovecot.seen(user)).toHaveLength(sent.length / 2)
    }, PATIENCE)
    const cases = await now.selectFrom('cases').select(['id', 'title']).execute()
    expect(cases.map(({ title }) => title).toSorted()).toEqual(sent.toSorted())
    // A letter in the hands of a killed process is sent again when its lease is over: here, now.
    await now.updateTable('outgoingMails').set({ dueAt: new Date() }).where('state', '=', 'queued').execute()
    await vi.waitFor(async () => {
      // Editors are written to about entries besides.
      const letters = await now
        .selectFrom('outgoingMails')
        .select(['caseId', 'state'])
        .where('caseId', 'is not', null)
        .execute()
      expect(letters.map(({ state }) => state)).toEqual(sent.map(() => 'sent'))
      expect(new Set(letters.map(({ caseId }) => caseId)).size).toBe(sent.length)
    }, PATIENCE)

    const reader = await person(product.at(0), 'admin')
    await vi.waitFor(async () => {
      const { body } = await insist(
        () => reader.ask('GET', '/mail-books'),
        ({ status }) => status === 200,
      )
      expect(body.balanced).toBe(true)
      const sum = (mailboxId: number, column: string) =>
        body.hours
          .filter((hour: { mailboxId: number }) => hour.mailboxId === mailboxId)
          .reduce((total: number, hour: Record<string, number>) => total + (hour[column] ?? 0), 0)
      const half = sent.length / 2
      const hours = body.hours.filter((hour: { mailboxId: number }) => hour.mailboxId === fetchedId)
      expect(hours.length).toBeGreaterThan(20)
      expect(hours.filter(({ balanced }: { balanced: boolean }) => !balanced)).toEqual([])
      expect([sum(fetchedId, 'onServer'), sum(fetchedId, 'stored'), sum(fetchedId, 'cases')]).toEqual([
        half,
        half,
        half,
      ])
      expect([sum(deliveredId, 'stored'), sum(deliveredId, 'cases')]).toEqual([half, half])
    }, PATIENCE)
    await vi.waitFor(async () => {
      const ready = await readinessOf(product.at(0))
      expect(ready.parts['mail-in']).toMatchObject({ state: 'up' })
    }, PATIENCE)
  }, 300_000)
})

import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import type { Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { insist, type Person, person } from '../support/person.ts'
import { EDITIONS, type Product, sendAtOnce, startProduct } from '../support/product.ts'

const ROUNDS = 5
const CASES_PER_ROUND = 6
const PATIENCE = { timeout: 60_000, interval: 200 }

/** Somebody who works on whatever is offered: accepts it, answers it, and remembers what they were told. */
async function atWork(
  agent: Person,
  told: Map<string, number>,
): Promise<{ socket: Socket; stop(): Promise<void> }> {
  let working = true
  const socket = await agent.connect({ desk: true })
  const hear = (hint: { offerId: string }) => told.set(hint.offerId, (told.get(hint.offerId) ?? 0) + 1)
  socket.on('offer.made', hear)
  await insist(
    () => agent.ask('PUT', '/desk/presence', { presence: 'ready' }),
    ({ status }) => status === 200,
  )
  const loop = (async () => {
    while (working) {
      const desk = await agent.ask('GET', '/desk').catch(() => undefined)
      if (desk?.status === 200) {
        if (desk.body.agent.routingStatus === 'not-responding')
          await agent.ask('PUT', '/desk/presence', { presence: 'ready' }).catch(() => undefined)
        for (const offer of desk.body.offers)
          await agent.ask('POST', `/desk/offers/${offer.id}/acceptance`, {}).catch(() => undefined)
      }
      const mine = await agent.ask('GET', '/cases?view=mine').catch(() => undefined)
      for (const { id, status, version } of mine?.body?.cases ?? [])
        if (status !== 'answered')
          await agent
            .ask(
              'POST',
              `/cases/${id}/replies`,
              { version, text: '請改用 ODS 匯出。', outcome: 'answered' },
              { 'idempotency-key': `answer-${id}` },
            )
            .catch(() => undefined)
      await wait(150)
    }
  })()
  return {
    socket,
    async stop() {
      working = false
      await loop
      socket.disconnect()
    },
  }
}

describe.each(EDITIONS)('the %s edition, killed again and again', (edition) => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct(edition)
  })
  afterAll(() => product.close())

  test('loses no accepted case, tells an agent of each, and asks once how it went', async () => {
    const asker = await person(product.at(0), 'user1')
    const told = new Map<string, number>()
    const agents = await Promise.all(
      ['agent2', 'agent3', 'agent12', 'agent13'].map(async (login, n) =>
        atWork(await person(product.at(n), login), told),
      ),
    )
    const parts = [...product.servers, ...(product.worker ? [product.worker] : [])]
    const accepted = new Map<string, string>()
    await sendAtOnce(product)

    for (let round = 0; round < ROUNDS; round++) {
      const filing = Array.from({ length: CASES_PER_ROUND }, async (_none, n) => {
        const key = randomUUID()
        await wait(n * 60)
        const { body } = await insist(
          () =>
            asker.ask(
              'POST',
              '/cases',
              { systemId: 1, description: `第 ${round} 輪第 ${n} 題：匯出後姓名變成問號` },
              { 'idempotency-key': key },
            ),
          ({ status }) => status === 201,
        )
        accepted.set(body.number, body.id)
      })
      const victim = parts[round % parts.length]!
      // Between "accepted" and "agent told" and "survey sent": another moment each round.
      await wait(40 + round * 130)
      await victim.kill()
      await wait(100)
      await victim.start()
      await Promise.all(filing)
    }

    expect(accepted.size).toBe(ROUNDS * CASES_PER_ROUND)
    const ids = [...accepted.values()] as never[]
    const db = await product.db()
    await vi.waitFor(async () => {
      const states = await db
        .selectFrom('cases')
        .select(['number', 'status'])
        .where('id', 'in', ids)
        .execute()
      expect(states.filter(({ status }) => status !== 'answered')).toEqual([])
    }, PATIENCE)
    // A mail in the hands of a killed process is sent again when its lease is over: here, now.
    await db.updateTable('outgoingMails').set({ dueAt: new Date() }).where('state', '=', 'queued').execute()
    await vi.waitFor(async () => {
      const surveys = await db.selectFrom('surveys').select('caseId').where('caseId', 'in', ids).execute()
      expect(surveys).toHaveLength(accepted.size)
      const mails = await db
        .selectFrom('outgoingMails')
        .select(['caseId', 'kind', 'state'])
        .where('caseId', 'in', ids)
        .execute()
      const count = (kind: string) =>
        mails.filter((mail) => mail.kind === kind && mail.state === 'sent').length
      expect([count('acknowledgement'), count('answer')]).toEqual([accepted.size, accepted.size])
    }, PATIENCE)
    for (const agent of agents) await agent.stop()

    const numbers = await db.selectFrom('cases').select('numberSeq').orderBy('numberSeq').execute()
    expect(numbers.map(({ numberSeq }) => numberSeq)).toEqual(numbers.map((_row, n) => n + 1))
    const offers = await db
      .selectFrom('offers')
      .select(['id', 'outcome'])
      .where('caseId', 'in', ids)
      .execute()
    for (const id of ids)
      expect(
        (
          await db
            .selectFrom('timeline')
            .select('seq')
            .where('caseId', '=', id)
            .where('kind', '=', 'message-out')
            .execute()
        ).length,
      ).toBe(1)
    // Each accepted offer was one that its agent could see; a hint may be lost with a server, the desk asks again.
    expect(offers.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(accepted.size)
    await vi.waitFor(async () => {
      expect(await db.selectFrom('outbox').select(['name', 'pending']).execute()).toEqual([])
    }, PATIENCE)
  }, 240_000)
})

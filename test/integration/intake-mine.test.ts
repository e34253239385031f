import { describe, expect } from 'vitest'
import { fileCase } from '../support/filing.ts'
import { somebody } from '../support/intake-app.ts'
import { test } from '../support/intake-test.ts'

describe('my cases', () => {
  test('are mine alone, newest first, page by page without one twice', async ({ db, ask, clock }) => {
    const [me, other] = [await somebody(db), await somebody(db)]
    const filed: string[] = []
    for (let n = 0; n < 45; n++) {
      if (n % 3 > 0) clock.advance({ seconds: 1 })
      filed.push((await fileCase(db, { requesterId: me.id }, clock.now)).id)
    }
    await fileCase(db, { requesterId: other.id }, clock.now)
    const seen: string[] = []
    let after: string | null = null
    let pages = 0
    do {
      const url: string = `GET /my/cases${after ? `?after=${after}` : ''}`
      const { status, body } = await ask(url, { as: me })
      expect(status).toBe(200)
      seen.push(...body.cases.map(({ id }: { id: string }) => id))
      after = body.next
      pages++
    } while (after)
    expect(pages).toBe(3)
    expect(new Set(seen)).toEqual(new Set(filed))
    expect(seen).toHaveLength(45)
    expect(seen[0]).toBe(filed.at(-1))
  })

  test('show what a list needs and nothing else', async ({ db, ask, clock }) => {
    const me = await somebody(db)
    const { id, number } = await fileCase(db, { requesterId: me.id }, clock.now)
    const { body } = await ask('GET /my/cases', { as: me })
    const at = clock.now().toISOString()
    expect(body).toEqual({
      cases: [
        {
          id,
          number,
          title: '匯出清冊後姓名變成問號',
          status: 'received',
          waitingFor: null,
          systemName: 'WebHR',
          openedAt: at,
          updatedAt: at,
        },
      ],
      next: null,
    })
  })

  test('need a session, and a page that was given', async ({ db, ask }) => {
    expect((await ask('GET /my/cases')).status).toBe(401)
    const me = await somebody(db)
    for (const after of ['x', Buffer.from('1 2').toString('base64url'), '%00', '..'])
      expect(await ask(`GET /my/cases?after=${after}`, { as: me })).toMatchObject({ status: 400 })
  })
})

describe('similar cases', () => {
  const similar = (text: string) => `GET /my/cases/similar?text=${encodeURIComponent(text)}`

  test('are found among one’s own by title, text and system, the best first', async ({ db, ask, clock }) => {
    const [me, other] = [await somebody(db), await somebody(db)]
    const file = async (title: string, text: string, requesterId = me.id, leadSystemId = 1) =>
      (await fileCase(db, { title, text, requesterId, leadSystemId }, clock.now)).id
    const names = await file('匯出清冊後姓名變成問號', '臺中市的同仁有罕用字')
    const hours = await file('差勤系統請假時數錯誤', '加班補休折算後少了四小時', me.id, 2)
    await file('匯出清冊後姓名變成問號', '別人的', other.id)
    const found = async (text: string) =>
      (await ask(similar(text), { as: me })).body.map(({ id }: { id: string }) => id)
    expect(await found('姓名變問號')).toEqual([names])
    expect(await found('台中市')).toEqual([names])
    expect(await found('補休折算')).toEqual([hours])
    expect(await found('pemis2k')).toEqual([hours])
    expect(await found('退休試算')).toEqual([])
    expect(await found('\u0000')).toEqual([])
  })

  test('need a session and some text', async ({ db, ask }) => {
    expect((await ask(similar('姓名'))).status).toBe(401)
    expect((await ask(similar(''), { as: await somebody(db) })).status).toBe(400)
  })
})

describe('the service status', () => {
  test('says when the office is open and what was promised, in the reader’s language', async ({
    ask,
    clock,
  }) => {
    const { body } = await ask('GET /service-status')
    expect(body).toMatchObject({
      open: true,
      hours: '週一至週五 08:30–17:30',
      agentsReady: 0,
      firstResponseMinutes: 60,
    })
    clock.advance({ hours: 12 })
    const english = await ask('GET /service-status', { headers: { 'accept-language': 'en' } })
    expect(english.body).toMatchObject({ open: false, hours: 'Mon–Fri 08:30–17:30' })
  })

  test('counts what waits and who is at work', async ({ db, ask, clock }) => {
    const before = (await ask('GET /service-status')).body.waiting
    await fileCase(db, {}, clock.now)
    const agent = await somebody(db)
    const at = clock.now()
    await db
      .insertInto('accounts')
      .values({ personId: agent.id, login: agent.id, passwordHash: null, disabledAt: null })
      .execute()
    await db
      .insertInto('agents')
      .values({
        personId: agent.id,
        siteId: null,
        seatId: null,
        tier: 1,
        presence: 'ready',
        presenceReason: null,
        pausedAt: null,
        pausedBy: null,
        pausedReason: null,
      })
      .execute()
    await db
      .insertInto('deskConnections')
      .values({ id: agent.id, personId: agent.id, seenAt: new Date(at.getTime() + 6000), leftAt: null })
      .execute()
    clock.advance({ seconds: 6 })
    expect((await ask('GET /service-status')).body).toMatchObject({ waiting: before + 1, agentsReady: 1 })
  })
})

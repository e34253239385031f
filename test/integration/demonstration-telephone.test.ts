import { expect, onTestFinished } from 'vitest'
import { loadDemonstration } from '../../server/demonstration/load.ts'
import { demoTelephoneRoutes } from '../../server/demonstration/telephone/routes.ts'
import { DEMONSTRATION_PASSWORD } from '../../server/identity/demonstration-accounts.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { simulatedExchange } from '../../telephony-adapter/simulator/exchange.ts'
import { virtualClock } from '../../telephony-adapter/simulator/virtual-clock.ts'
import type { SimulatedWorld } from '../../telephony-adapter/simulator/world.ts'
import { test } from '../support/database.ts'
import { identityApp } from '../support/identity-app.ts'
import { quietLog } from '../support/quiet-log.ts'

const LINE = '0255509001'
const FAX = '0255509099'

/** The demonstration's server with its two exchanges, which nobody follows: they serve by themselves. */
async function demonstration(db: Db, { isHere = true } = {}) {
  const clock = virtualClock()
  const now = () => new Date(clock.now())
  await loadDemonstration({ db, now, log: quietLog })
  const made = ['pbx-a', 'pbx-b'].map((name, n) =>
    simulatedExchange({ name, site: 'nantou', clock, seed: n + 1, faxNumbers: [FAX] }),
  )
  const worlds = made.map(({ world }) => world)
  const told: { rooms: unknown; event: string; data: object }[] = []
  const live = {
    tell: (rooms: unknown, event: string, data: object) => void told.push({ rooms, event, data }),
    endSessions() {},
    desks: () => [],
    close: async () => {},
  }
  const routes = demoTelephoneRoutes({
    ...{ db, live, now, demonstration: true, simulatedWorlds: isHere ? worlds : [] },
  })
  const app = await identityApp({ db, now, also: [routes] })
  onTestFinished(async () => {
    await app.app.close()
    for (const world of worlds) world.end()
  })
  const signedIn = async (login: string) => {
    const { token } = await app.signIn({ login }, { password: DEMONSTRATION_PASSWORD })
    return {
      ask: (endpoint: string, body?: object) => app.ask(endpoint, { token, ...(body && { body }) }),
    }
  }
  return { ...app, clock, worlds, exchanges: made.map(({ exchange }) => exchange), told, signedIn }
}

const DIAL = 'POST /demonstration/telephone/calls'
const PHONE = '/demonstration/telephone/phone'

test('A visitor learns whom to call, as whom, and at which exchanges', async ({ db }) => {
  const { ask } = await demonstration(db)
  const { body } = await ask('GET /demonstration/telephone')
  expect(body.lines.map(({ number, kind }: Record<string, string>) => [number, kind])).toEqual([
    [LINE, 'voice'],
    ['0255509002', 'voice'],
    [FAX, 'fax'],
  ])
  expect(body.people.length).toBeGreaterThan(3)
  for (const { number } of body.people) expect(number).toMatch(/^0\d{8,9}$/)
  expect(body.exchanges).toEqual([
    { name: 'pbx-a', state: 'alive' },
    { name: 'pbx-b', state: 'alive' },
  ])
})

test('A visitor calls, reads what is played, talks with an agent at the desk, and scores the service', async ({
  db,
}) => {
  const { ask, clock, signedIn, told, exchanges } = await demonstration(db)
  const agent = await signedIn('agent1')
  const { body: phone } = await agent.ask(`PUT ${PHONE}`, {})
  expect(phone).toMatchObject({ exchanges: [{ isRegistered: true }, { isRegistered: true }], call: null })

  const { status, body: call } = await ask(DIAL, {
    body: { from: '0912345678', to: LINE, channel: 'phone' },
  })
  expect([status, call.state, call.exchange]).toEqual([201, 'ringing', 'pbx-a'])
  const look = async () => (await ask(`GET /demonstration/telephone/calls/${call.id}`)).body
  await clock.pass(7000)
  const waiting = await look()
  expect(waiting).toMatchObject({ state: 'answered', hears: 'music' })
  expect(waiting.captions[0]).toMatchObject({ text: '您好，這裡是人事資訊系統客服中心。', language: 'zh-TW' })

  expect((await agent.ask(`GET ${PHONE}`)).body.call).toMatchObject({
    ...{ state: 'ringing', number: '0912345678', exchange: 'pbx-a' },
  })
  expect(told.at(-1)).toMatchObject({
    event: 'demo.phone-changed',
    data: { extension: phone.extension },
  })
  expect((await agent.ask(`POST ${PHONE}/actions`, { do: 'answer' })).body.call.state).toBe('talking')
  expect(await look()).toMatchObject({ hears: 'talk', talksWith: [phone.extension] })
  expect((await agent.ask(`POST ${PHONE}/actions`, { do: 'mute' })).body.call.isMuted).toBe(true)
  expect(await look()).toMatchObject({ hears: 'silence' })
  await agent.ask(`POST ${PHONE}/actions`, { do: 'hang-up' })
  await clock.pass(100)
  for (const digits of ['1', '4'])
    await ask(`POST /demonstration/telephone/calls/${call.id}/keys`, { body: { digits } })
  await clock.pass(4000)
  const over = await look()
  expect(over.state).toBe('ended')
  expect(over.captions.map(({ text }: { text: string }) => text)).toContainEqual(
    expect.stringMatching(/請為這次服務評分/),
  )
  const [exchange] = exchanges
  await exchange!.start(() => {})
  await clock.pass(100)
  expect(await exchange!.missed()).toMatchObject([
    { from: '0912345678', outcome: 'answered', survey: { consent: true, score: 4 } },
  ])
})

test('A visitor sends a fax, also one that cannot be read', async ({ db }) => {
  const { ask, clock, worlds, exchanges } = await demonstration(db)
  for (const faxPages of [2, 0])
    await ask(DIAL, { body: { from: '0492332121', to: FAX, channel: 'phone', faxPages, station: 'NANTOU' } })
  await clock.pass(60_000)
  expect((worlds[0] as SimulatedWorld).liveCalls()).toBe(0)
  const faxes: object[] = []
  await exchanges[0]!.start((event) => void (event.type === 'faxed' && faxes.push(event)))
  await clock.pass(100)
  expect(faxes).toMatchObject([
    { pages: 2, isComplete: true, station: 'NANTOU' },
    { pages: 0, isComplete: false, station: 'NANTOU' },
  ])
})

test('When the first exchange is dead, the call comes in at the second', async ({ db }) => {
  const { ask, worlds } = await demonstration(db)
  worlds[0]!.kill()
  const { body } = await ask(DIAL, { body: { from: null, to: LINE, channel: 'voip' } })
  expect(body).toMatchObject({ exchange: 'pbx-b', state: 'ringing', from: null })
  worlds[1]!.kill()
  const { body: nobody } = await ask(DIAL, { body: { from: null, to: LINE, channel: 'phone' } })
  expect(nobody).toMatchObject({ exchange: null, state: 'unreachable' })
})

test('The telephone of a desk that closes, or says nothing for long, is registered nowhere', async ({
  db,
}) => {
  const { clock, signedIn } = await demonstration(db)
  const [agent, other] = [await signedIn('agent1'), await signedIn('agent2')]
  const isRegistered = async () =>
    (await agent.ask(`GET ${PHONE}`)).body.exchanges.some(
      (one: { isRegistered: boolean }) => one.isRegistered,
    )
  await agent.ask(`PUT ${PHONE}`, {})
  expect(await isRegistered()).toBe(true)
  await agent.ask(`DELETE ${PHONE}`)
  expect(await isRegistered()).toBe(false)
  await agent.ask(`PUT ${PHONE}`, {})
  await clock.pass(46_000)
  await other.ask(`PUT ${PHONE}`, {})
  expect(await isRegistered()).toBe(false)
})

test('A visitor who closes the page is off the line soon', async ({ db }) => {
  const { ask, clock, worlds } = await demonstration(db)
  await ask(DIAL, { body: { from: null, to: LINE, channel: 'phone' } })
  await clock.pass(31_000)
  await ask('GET /demonstration/telephone')
  expect(worlds[0]!.liveCalls()).toBe(0)
})

test('Only the own telephone can be used, and only with a call', async ({ db }) => {
  const { ask, signedIn } = await demonstration(db)
  expect((await ask(`GET ${PHONE}`)).status).toBe(401)
  const user = await signedIn('user1')
  expect((await user.ask(`GET ${PHONE}`)).status).toBe(403)
  const agent = await signedIn('agent1')
  const refused = await agent.ask(`POST ${PHONE}/actions`, { do: 'answer' })
  expect([refused.status, refused.body.code]).toEqual([409, 'simulated-phone-cannot'])
})

test('Nobody calls by themselves until somebody who may asks for it', async ({ db }) => {
  const { signedIn } = await demonstration(db)
  const TRAFFIC = '/demonstration/telephone/traffic'
  const supervisor = await signedIn('super1')
  expect((await supervisor.ask(`GET ${TRAFFIC}`)).body).toMatchObject({ isOn: false })
  const asked = { isOn: true, callsPerHour: 120 }
  expect((await supervisor.ask(`PUT ${TRAFFIC}`, asked)).body).toEqual(asked)
  await supervisor.ask(`PUT ${TRAFFIC}`, { ...asked, isOn: false })
  const agent = await signedIn('agent1')
  expect((await agent.ask(`PUT ${TRAFFIC}`, asked)).status).toBe(403)
})

test('Where the telephone is real there is nothing of it', async ({ db }) => {
  const { ask } = await demonstration(db, { isHere: false })
  const { status, body } = await ask(DIAL, { body: { from: null, to: LINE, channel: 'phone' } })
  expect([status, body.code]).toEqual([404, 'no-simulated-telephone'])
  expect((await ask('GET /demonstration/telephone')).status).toBe(404)
})

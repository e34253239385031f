import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openGround } from '../drill/ground.ts'
import { makeAuthority } from './asterisk/certificates.ts'
import { dialling } from './asterisk/sip-call.ts'
import { openBrowser, signIn, visitor } from './browser.ts'
import { beReady } from './desk.ts'
import { makeExpert } from './skilled.ts'

export const SOON = { timeout: 40_000 }
/** In Chinese, with a menu; recorded. */
const LINE = '0255509001'
/** A seat in 台北, while those who telephone in the browser sit in 南投. */
const OTHER_SITE = '801'
/** Packets of 20 ms: half a second of sound. */
const ENOUGH = 25
const WRAP_UP_SECONDS = 120
/** Lets a test read what goes through the page's telephone. */
const KEEP_CONNECTIONS = `
  window.__connections = []
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(...given) {
      super(...given)
      window.__connections.push(this)
    }
  }`
const COUNT_PACKETS = `(async () => {
  const sums = { received: 0, sent: 0 }
  for (const connection of window.__connections)
    for (const report of (await connection.getStats()).values()) {
      if (report.type === 'inbound-rtp') sums.received += report.packetsReceived
      if (report.type === 'outbound-rtp') sums.sent += report.packetsSent
    }
  return sums
})()`

const READ_TRANSPORTS = `(async () => {
  const found = []
  for (const connection of window.__connections)
    for (const report of (await connection.getStats()).values())
      if (report.type === 'transport' && report.packetsReceived > 0)
        found.push({ dtls: report.dtlsState, cipher: report.srtpCipher })
  return found
})()`

export type Story = Awaited<ReturnType<typeof openStory>>

/**
 * Two real exchanges, the product, a caller, and browsers whose microphone hums. At the other site somebody of the second
 * tier has a desk phone, which answers by itself. `isPrivate`: the exchanges speak TLS only, by an authority that the
 * adapter is told of and the browsers trust.
 */
export async function openStory({ isPrivate = false } = {}) {
  const authority = isPrivate ? await makeAuthority() : undefined
  const certificate = await authority?.sign('exchange', ['IP:127.0.0.1'])
  const tls = certificate && authority && { certificate, authority: authority.cert }
  let ground: Awaited<ReturnType<typeof openGround>> | undefined
  let browser: Browser
  try {
    ground = await openGround(() => {}, [OTHER_SITE], { tls })
    browser = await openBrowser({ microphone: true, trusts: certificate?.spki })
  } catch (error) {
    await ground?.close()
    await authority?.close()
    throw error
  }
  const db = await ground.db()
  await db.updateTable('voiceQueues').set({ wrapUpSeconds: WRAP_UP_SECONDS }).execute()
  const secondTier = await agentAt(db, OTHER_SITE)
  await db.updateTable('agents').set({ tier: 2 }).where('personId', '=', secondTier.personId).execute()
  const callFrom = (ending: string) =>
    db
      .selectFrom('calls')
      .selectAll()
      .where('fromNumber', 'like', `%${ending}`)
      .orderBy('arrivedAt', 'desc')
      .executeTakeFirst()
  return {
    ground,
    browser,
    db,
    secondTier,
    callFrom,
    /** Somebody at a seat of the first tier who knows every system and telephones in the browser, registered everywhere. */
    async atDesk(extension: string, path = '/desk'): Promise<{ page: Page; context: BrowserContext }> {
      const agent = await agentAt(db, extension)
      await makeExpert(db, agent.personId)
      const { page, context } = await visitor(browser, ground.server.url)
      await context.addInitScript(KEEP_CONNECTIONS)
      await signIn(page, agent.login, DEMONSTRATION_PASSWORD, path)
      await page.getByText('pbx-a、pbx-b 皆已註冊').first().waitFor(SOON)
      await beReady(page)
      return { page, context }
    },
    /** Somebody of the public network dials, and hears that their call was taken. */
    async dial(from: string, exchange = ground.a) {
      const call = await dialling(ground.carrier, exchange.sip, LINE, {
        uri: `sip:${from}@${ground.carrier.own}`,
      })
      await vi.waitFor(() => expect(call.state()).toBe('talking'), SOON)
      return call
    },
    /** The caller presses a key of the menu until it was heard: before that the line may not have been open. */
    async choose(call: Caller, key: string, ending: string) {
      await vi.waitFor(
        async () => {
          if (!(await callFrom(ending))?.readyAt) await call.media.press(key)
          expect((await callFrom(ending))?.readyAt).toBeTruthy()
        },
        { ...SOON, interval: 1500 },
      )
    },
    /** The caller's call in this state. */
    until: (ending: string, state: NonNullable<Awaited<ReturnType<typeof callFrom>>>['state']) =>
      vi.waitFor(async () => {
        const call = await callFrom(ending)
        expect(call?.state).toBe(state)
        return call!
      }, SOON),
    async close() {
      await browser.close()
      await ground.close()
      await authority?.close()
    },
  }
}

export const agentAt = (db: Db, extension: string) =>
  db
    .selectFrom('agents')
    .innerJoin('seats', 'seats.id', 'agents.seatId')
    .innerJoin('accounts', 'accounts.personId', 'agents.personId')
    .innerJoin('people', 'people.id', 'agents.personId')
    .select(['agents.personId', 'accounts.login', 'people.name'])
    .where('seats.extension', '=', extension)
    .executeTakeFirstOrThrow()

export type Caller = Awaited<ReturnType<typeof dialling>>

export const answerAt = (page: Page) =>
  page.getByRole('region', { name: '來電' }).getByRole('button', { name: /^接聽/ }).click(SOON)

/** Packets of sound from and to the telephone of this page. */
const packetsAt = (page: Page) => page.evaluate(COUNT_PACKETS) as Promise<{ received: number; sent: number }>

/** How the sound of the page's telephone travels: for each call whether the keys were agreed, and the cipher of SRTP. */
export const transportsAt = (page: Page) =>
  page.evaluate(READ_TRANSPORTS) as Promise<{ dtls: string; cipher?: string }[]>

/** Sound arrives there, and goes on arriving. */
export async function hasHeard(takeHeard: () => number) {
  takeHeard()
  let heard = 0
  await vi.waitFor(
    () => {
      heard += takeHeard()
      expect(heard).toBeGreaterThan(ENOUGH)
    },
    { timeout: 20_000, interval: 200 },
  )
}

/** Sound arrives at the caller and at the page, and goes on arriving. */
export async function bothHear(caller: Caller, page: Page) {
  const { received } = await packetsAt(page)
  await hasHeard(caller.media.takeHeard)
  await vi.waitFor(async () => expect((await packetsAt(page)).received).toBeGreaterThan(received + ENOUGH), {
    timeout: 20_000,
    interval: 500,
  })
}

/** Says what came of the call that is over, and is free again. */
export async function writeUp(page: Page) {
  const wrapUp = page.getByRole('region', { name: '後處理' })
  await wrapUp.getByRole('combobox', { name: /^處理結果/ }).selectOption({ label: '操作說明' }, SOON)
  await wrapUp.getByRole('button', { name: '完成' }).click()
  await wrapUp.waitFor({ state: 'detached' })
}

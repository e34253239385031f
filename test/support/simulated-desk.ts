import type { Browser, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { DEMONSTRATION_PASSWORD } from '../../server/demonstration/load.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openBrowser, signIn, visitor } from './browser.ts'
import { beReady } from './desk.ts'
import { person } from './person.ts'
import { startProduct } from './product.ts'

export const SOON = { timeout: 30_000 }
/** In Chinese, with a menu. */
const LINE = '0255509001'

/** The embedded product with its simulated exchanges, a browser, and visitors who call. */
export async function openSimulatedDesk() {
  const [browser, product] = await Promise.all([openBrowser(), startProduct('embedded')])
  const db = await product.db()
  const anybody = await person(product.at(0))
  return {
    product,
    browser,
    db,
    /** Somebody at their desk in a browser of their own, ready unless said otherwise; an agent knows every system. */
    async atDesk(login: string, path = '/desk', { isReady = true } = {}) {
      if (!login.startsWith('super')) await knowsEverything(db, login)
      return atDesk(browser, product.at(0), { login, path, isReady })
    },
    /** A visitor dials; the page of the demonstration keeps asking, so does this until `hangUp`. */
    async dial(from: string | null, to = LINE) {
      const { status, body } = await anybody.ask('POST', '/demonstration/telephone/calls', {
        ...{ from, to },
        channel: 'phone',
      })
      expect(status).toBe(201)
      const path = `/demonstration/telephone/calls/${body.id}`
      const look = async () => (await anybody.ask('GET', path)).body
      const asking = setInterval(() => void look().catch(() => undefined), 10_000)
      return {
        look,
        press: (digits: string) => anybody.ask('POST', `${path}/keys`, { digits }),
        async hangUp() {
          clearInterval(asking)
          await anybody.ask('DELETE', path)
        },
        hears: (what: string) => vi.waitFor(async () => expect((await look()).hears).toBe(what), SOON),
      }
    },
    /** The caller has chosen a system and waits for an agent. */
    async callsUp(from: string) {
      const call = await this.dial(from)
      await vi.waitFor(
        async () => {
          if (!(await latestFrom(db, from))?.readyAt) await call.press('1')
          expect((await latestFrom(db, from))?.readyAt).toBeTruthy()
        },
        { ...SOON, interval: 1000 },
      )
      return call
    },
    /** By the desk's own endpoint: how it is chosen is shown by other tests. */
    async present(login: string, body: { presence: 'ready' | 'break' | 'away'; reason?: string }) {
      const somebody = await person(product.at(0), login)
      expect((await somebody.ask('PUT', '/desk/presence', body)).status).toBe(200)
    },
    /** The latest call from a number, in this state. */
    until: (from: string, state: string) =>
      vi.waitFor(async () => {
        const call = await latestFrom(db, from)
        expect(call?.state).toBe(state)
        return call!
      }, SOON),
    latestFrom: (from: string) => latestFrom(db, from),
    async close() {
      await browser.close()
      await product.close()
    },
  }
}

export type SimulatedDesk = Awaited<ReturnType<typeof openSimulatedDesk>>

const latestFrom = (db: Db, from: string) =>
  db
    .selectFrom('calls')
    .selectAll()
    .where('fromNumber', 'like', `%${from.slice(1)}`)
    .orderBy('arrivedAt', 'desc')
    .executeTakeFirst()

async function atDesk(
  browser: Browser,
  url: string,
  { login, path, isReady }: { login: string; path: string; isReady: boolean },
) {
  const { page, context, faults } = await visitor(browser, url)
  await signIn(page, login, DEMONSTRATION_PASSWORD, path)
  await page.getByText('pbx-a、pbx-b 皆已註冊').first().waitFor(SOON)
  if (isReady) await beReady(page)
  return { page, context, faults }
}

/** An agent who is given calls about every system. */
export async function knowsEverything(db: Db, login: string) {
  const { personId } = await db
    .selectFrom('accounts')
    .innerJoin('agents', 'agents.personId', 'accounts.personId')
    .select('accounts.personId')
    .where('login', '=', login)
    .executeTakeFirstOrThrow()
  const systems = await db.selectFrom('systems').select('id').execute()
  await db
    .insertInto('agentSkills')
    .values(systems.map(({ id }) => ({ personId, systemId: id, level: 3 as const })))
    .onConflict((known) => known.doNothing())
    .execute()
}

export const popAt = (page: Page) => page.getByRole('region', { name: /來電|諮詢/ }).first()
export const callAt = (page: Page) => page.locator('.call-pill')
export const wrapUpAt = (page: Page) => page.getByRole('region', { name: '後處理' })

/** Answers by key what rings there, as somebody does whose hands are on the keyboard. */
export async function answer(page: Page) {
  await page.getByRole('button', { name: /^接聽/ }).waitFor(SOON)
  await page.keyboard.press('Alt+KeyA')
  await callAt(page).waitFor(SOON)
}

/** Says what came of a call that is over, and is free again. */
export async function finish(page: Page) {
  const panel = wrapUpAt(page)
  await panel.waitFor(SOON)
  await panel.getByRole('combobox', { name: /^處理結果/ }).selectOption({ index: 1 })
  await panel.getByRole('button', { name: '完成' }).click()
  await panel.waitFor({ state: 'detached', ...SOON })
}

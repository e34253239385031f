import type { TestExchange } from '../support/asterisk/exchange.ts'
import { comeBack, isLinked, until } from './acts.ts'
import type { ChaosGround } from './chaos-ground.ts'

/** Something that is taken away, and brought back. */
export type Part = {
  name: string
  /** Calls live in the exchange: they go on without anything else. */
  callsStay: boolean
  /** Exchanges that die with whatever was going on there. */
  dead?(ground: ChaosGround): TestExchange[]
  /** They are silent while it is away. */
  soundStops?: true
  /** Somebody hears what callers press. */
  adapterStays: boolean
  take(ground: ChaosGround): Promise<unknown>
  bring(ground: ChaosGround): Promise<unknown>
}

/** To compare with. */
export const nothing: Part = {
  name: 'nothing',
  callsStay: true,
  adapterStays: true,
  take: async () => {},
  bring: async () => {},
}

export const adapter: Part = {
  name: 'the adapter killed',
  callsStay: true,
  adapterStays: false,
  take: (ground) => ground.adapter.kill(),
  bring: (ground) => startAdapter(ground),
}

export const server: Part = {
  name: 'the server killed',
  callsStay: true,
  adapterStays: true,
  async take(ground) {
    await ground.server.kill()
    await ground.forgetDatabase()
  },
  async bring(ground) {
    const since = new Date()
    await ground.server.start()
    await isLinked(ground, since)
  },
}

export const exchange: Part = {
  name: 'exchange A killed',
  callsStay: false,
  adapterStays: false,
  dead: ({ a }) => [a],
  take: ({ a }) => a.kill(),
  bring: (ground) => comeBack(ground, ground.a, () => ground.a.restart()),
}

/** Then calls go to the office. */
export const bothExchanges: Part = {
  name: 'both exchanges killed',
  callsStay: false,
  adapterStays: false,
  dead: ({ a, b }) => [a, b],
  take: ({ a, b }) => Promise.all([a.kill(), b.kill()]),
  async bring(ground) {
    for (const one of [ground.a, ground.b]) await comeBack(ground, one, () => one.restart())
  },
}

export const frozenExchange: Part = {
  name: 'exchange A frozen',
  callsStay: true,
  soundStops: true,
  adapterStays: false,
  take: async ({ a }) => a.freeze(),
  bring: (ground) => comeBack(ground, ground.a, async () => ground.a.thaw()),
}

export const link: Part = {
  name: 'adapter and server cut apart',
  callsStay: true,
  adapterStays: true,
  take: (ground) => ground.link.cut(),
  async bring(ground) {
    const since = new Date()
    await ground.link.mend()
    await isLinked(ground, since)
  },
}

/** Made anew for each run: it holds who the other one is. */
export function secondAdapter(): Part {
  let second: Awaited<ReturnType<ChaosGround['secondAdapter']>> | undefined
  return {
    name: 'a second adapter begun',
    callsStay: true,
    adapterStays: false,
    async take(ground) {
      second = await ground.secondAdapter()
      await second.start()
      const { telephony } = second
      await until(async () => hasAll(await statesOf(telephony), 'up'), 'the second adapter follows nothing')
      await until(
        async () => hasAll(await statesOf(ground.telephony), 'replaced'),
        'the first adapter does not say that it was replaced',
      )
      // Nobody takes anything back: both are as they were when the server has turned to the one that works.
      const since = new Date()
      await ground.link.turnTo(second.url)
      await isLinked(ground, since)
      if (!hasAll(await statesOf(telephony), 'up')) throw new Error('the first adapter has taken it back')
    },
    async bring(ground) {
      // Its journal goes with it: whoever ends it for good looks whether the server has everything.
      await until(() => second && hasHeard(ground, second.telephony), 'the server does not hear everything')
      await second?.kill()
      await ground.adapter.kill()
      await ground.link.turnTo(ground.adapterUrl)
      await startAdapter(ground)
    },
  }
}

async function startAdapter(ground: ChaosGround) {
  const since = new Date()
  await ground.adapter.start()
  await until(async () => hasAll(await statesOf(ground.telephony), 'up'), 'the adapter follows nothing')
  await isLinked(ground, since)
  await ground.letRegister()
}

/** Everything that this adapter has to tell, to the hang-up of whoever has hung up. */
async function hasHeard({ db, dialled }: ChaosGround, telephony: ChaosGround['telephony']) {
  const [spoolId, { seq, calls }] = await Promise.all([telephony.spoolId(), telephony.snapshot()])
  if (calls.length !== dialled.filter(({ call }) => call.state() === 'talking').length) return false
  const cursor = await (await db())
    .selectFrom('telephonyCursors')
    .select('seq')
    .where('spoolId', '=', spoolId)
    .executeTakeFirst()
  return Number(cursor?.seq) === seq
}

const statesOf = async ({ snapshot }: ChaosGround['telephony']) =>
  (await snapshot().catch(() => undefined))?.exchanges.map(({ state }) => state) ?? []
const hasAll = (states: readonly string[], state: string) =>
  states.length > 0 && states.every((one) => one === state)

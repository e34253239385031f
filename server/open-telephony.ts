import { join, resolve } from 'node:path'
import type { AdapterLog } from '../telephony-adapter/adapter.ts'
import type { Exchange } from '../telephony-adapter/exchange.ts'
import type { Language } from '../telephony-adapter/plan.ts'
import type { Telephony } from '../telephony-adapter/port.ts'
import type { SimulatedWorld } from '../telephony-adapter/simulator/world.ts'
import { unplugged } from '../telephony-adapter/unplugged.ts'
import type { Config } from './config.ts'
import type { ExchangeAddress } from './telephony-config.ts'

/** The simulated exchanges, as the demonstration has them. */
const SIMULATED = [
  { name: 'pbx-a', site: 'nantou', seed: 1 },
  { name: 'pbx-b', site: 'taipei', seed: 2 },
]

/** `worlds`: around simulated exchanges, for whoever plays the caller; empty where the telephone is real. */
export type OpenTelephony = { telephony: Telephony; worlds: SimulatedWorld[] }

/** The telephone as a server uses it. What this installation does not have is not even loaded. */
export async function openTelephony(
  { telephony: config, dataDir }: Pick<Config, 'telephony' | 'dataDir'>,
  log: AdapterLog,
): Promise<OpenTelephony> {
  if (config.use === 'none') return { telephony: unplugged, worlds: [] }
  if (config.use === 'remote') {
    const { remoteTelephony } = await import('../telephony-adapter/remote/remote.ts')
    return { telephony: remoteTelephony({ url: config.url, key: config.key, log }), worlds: [] }
  }
  const { adapter, worlds } = await openAdapterOf({ telephony: config, dataDir }, log)
  return { telephony: adapter, worlds }
}

/** The adapter in this process, with the exchanges that the configuration names. */
export async function openAdapterOf(
  { telephony: config, dataDir }: { telephony: Exchanging; dataDir: string },
  log: AdapterLog,
) {
  const { openAdapter } = await import('../telephony-adapter/adapter.ts')
  if (config.use === 'asterisk') {
    const { keptSounds } = await import('../telephony-adapter/prompts/kept-sounds.ts')
    const sounds = keptSounds(resolve(dataDir, 'telephony', 'sounds'), log)
    const exchanges = await realExchanges(config.exchanges, log, sounds.pathOf)
    const adapter = await openAdapter({ exchanges, dir: join(dataDir, 'telephony'), log })
    const keepPlan: typeof adapter.keepPlan = async (plan) => {
      await adapter.keepPlan(plan)
      void sounds.keep(plan)
    }
    return { adapter: { ...adapter, keepPlan }, worlds: [] }
  }
  const { exchanges, worlds } = await simulatedExchanges()
  // Never in one journal with what really happened.
  const adapter = await openAdapter({ exchanges, dir: join(dataDir, 'telephony-simulated'), log })
  const close = async () => {
    await adapter.close()
    for (const world of worlds) world.end()
  }
  return { adapter: { ...adapter, close }, worlds }
}
type Exchanging = Extract<Config['telephony'], { use: 'asterisk' | 'simulator' }>

async function realExchanges(
  addresses: readonly ExchangeAddress[],
  log: AdapterLog,
  keptAt: (key: string, language: Language) => string | undefined,
): Promise<Exchange[]> {
  const { asteriskExchange } = await import('../telephony-adapter/asterisk/exchange.ts')
  const { PROMPTS_ON_DISK } = await import('../telephony-adapter/asterisk/options.ts')
  return addresses.map(({ prompts, ...address }) =>
    asteriskExchange({
      ...address,
      log,
      promptUri: (key, language) =>
        `sound:${keptAt(key, language) ?? `${prompts || PROMPTS_ON_DISK}/${language}/${key}`}`,
    }),
  )
}

async function simulatedExchanges() {
  const { simulatedExchange } = await import('../telephony-adapter/simulator/exchange.ts')
  const { realClock } = await import('../telephony-adapter/clock.ts')
  const made = SIMULATED.map((exchange) => simulatedExchange({ ...exchange, clock: realClock }))
  return { exchanges: made.map(({ exchange }) => exchange), worlds: made.map(({ world }) => world) }
}

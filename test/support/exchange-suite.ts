import { afterAll, afterEach, beforeAll, describe } from 'vitest'
import type { Exchange } from '../../telephony-adapter/exchange.ts'
import { callersReachUs } from './exchange-suite/callers.ts'
import { faxesCome } from './exchange-suite/faxes.ts'
import { clear, follow } from './exchange-suite/ground.ts'
import { nobodyFollows } from './exchange-suite/nobody-follows.ts'
import { phonesAreRung } from './exchange-suite/phones.ts'
import { peopleTalk } from './exchange-suite/talks.ts'
import type { Ground, World } from './exchange-suite/world.ts'

/**
 * What every exchange does for the adapter: passed by a real Asterisk and by the simulator. `open` makes an exchange
 * that has not been started, and the world around it (`exchange-suite/world.ts`); it is called once.
 */
export function exchangeSuite(name: string, open: () => Promise<{ exchange: Exchange; world: World }>) {
  describe(name, () => {
    let ground: Ground | undefined
    const there = () => {
      if (!ground) throw new Error('The exchange could not be opened.')
      return ground
    }
    beforeAll(async () => {
      const { exchange, world } = await open()
      ground = await follow(exchange, world)
    })
    afterEach(async () => {
      await clear(there())
    })
    afterAll(async () => {
      await ground?.exchange.close()
      await ground?.world.close()
    })
    callersReachUs(there)
    phonesAreRung(there)
    peopleTalk(there)
    faxesCome(there)
    nobodyFollows(there)
  })
}

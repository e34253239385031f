import { realClock } from '../../../telephony-adapter/clock.ts'
import { startTraffic } from '../../../telephony-adapter/simulator/traffic.ts'
import type { SimulatedWorld } from '../../../telephony-adapter/simulator/world.ts'
import type { Deps } from '../../platform/deps.ts'
import { whomToBe } from './whom-to-be.ts'

type Asked = { isOn: boolean; callsPerHour: number }

/** Callers who come by themselves to the demonstration, while somebody wants them; those on the line finish. */
export function trafficOf(worlds: readonly SimulatedWorld[], { db }: Pick<Deps, 'db'>) {
  let now: Asked = { isOn: false, callsPerHour: 60 }
  let running: { stop(): void } | undefined
  const stop = () => {
    running?.stop()
    running = undefined
  }
  return {
    show: () => now,
    async change(asked: Asked): Promise<Asked> {
      const { lines, people } = await whomToBe(db)
      stop()
      now = asked
      const called = lines.filter(({ kind }) => kind === 'voice').map(({ number }) => number)
      if (asked.isOn && called.length > 0)
        running = startTraffic(worlds, realClock, {
          seed: 1,
          lines: called,
          faxLine: lines.find(({ kind }) => kind === 'fax')?.number ?? null,
          callsPerHour: asked.callsPerHour,
          numbers: people.map(({ number }) => number),
          // Agents answer at their desks.
          extensions: [],
        })
      return now
    },
    stop,
  }
}

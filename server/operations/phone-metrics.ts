import { Gauge, type Registry } from 'prom-client'
import { readPhoneGauges } from '../calls/board/phone-gauges.ts'
import type { Deps } from '../platform/deps.ts'

/** Gauges of the telephone. @returns looks once for all of them; a database that is away leaves them without value */
export function phoneMetrics(registry: Registry, deps: Pick<Deps, 'db' | 'now' | 'telephony'>) {
  const gauge = (name: string, help: string, label?: string) =>
    new Gauge({
      name: `onewindow_${name}`,
      help,
      labelNames: label ? [label] : [],
      registers: [registry],
    })
  const calls = gauge('calls_live', 'Live calls, by what happens with them', 'state')
  const longest = gauge(
    'calls_longest_wait_seconds',
    'Since the caller waits who waits longest; 0: nobody waits',
  )
  const callbacks = gauge('callbacks_waiting', 'Callers who wait to be called back')
  const agents = gauge('call_agents', 'Agents with a telephone, by what they do', 'state')
  const link = gauge('telephony_link_up', '1 while what the exchanges tell arrives; NaN without a telephone')
  const exchanges = gauge('exchange_up', '1 while the exchange is followed', 'exchange')
  const age = gauge(
    'telephony_log_age_seconds',
    'Since the latest event of the telephone that was written down',
  )
  const failed = gauge('telephony_log_failed', 'Events of the last day that could not be applied')
  return async () => {
    const found = await readPhoneGauges(deps).catch(() => undefined)
    for (const one of [calls, agents, exchanges]) one.reset()
    for (const { state, n } of found?.calls ?? []) calls.set({ state }, n)
    for (const { state, n } of found?.agents ?? []) agents.set({ state }, n)
    for (const { name, isUp } of found?.exchanges ?? []) exchanges.set({ exchange: name }, isUp ? 1 : 0)
    longest.set(found?.longestWaitS ?? Number.NaN)
    callbacks.set(found?.callbacks ?? Number.NaN)
    link.set(found?.linkUp ?? Number.NaN)
    age.set(found?.logAgeS ?? Number.NaN)
    failed.set(found?.failed ?? Number.NaN)
  }
}

import { Counter, Gauge, type Registry } from 'prom-client'
import type { Deps } from '../platform/deps.ts'
import { behindSeconds, countParked } from '../search/keeping/outbox.ts'
import { whyAway } from '../search/keeping/overview.ts'
import { readState } from '../search/keeping/state.ts'

/** Gauges of search. @returns looks once for all of them; a database that is away leaves them without value */
export function searchMetrics(registry: Registry, { db, searchIndex }: Pick<Deps, 'db' | 'searchIndex'>) {
  const gauge = (name: string, help: string, label?: string) =>
    new Gauge({
      name: `onewindow_search_${name}`,
      help,
      labelNames: label ? [label] : [],
      registers: [registry],
    })
  const lag = gauge('outbox_lag_seconds', 'Since the oldest change that the search engine has yet to hear of')
  const parked = gauge('outbox_parked', 'Documents that the search engine refuses')
  const up = gauge(
    'engine_up',
    '1 while the search engine answers; 0: the database answers instead',
    'engine',
  )
  new Counter({
    name: 'onewindow_search_fallback_answers_total',
    help: 'Questions that the database answered because the search engine was away or far behind',
    registers: [registry],
    collect() {
      this.reset()
      this.inc(searchIndex.fares().fallbackAnswers)
    },
  })
  const repaired = gauge('comparison_repaired', 'Differences that the last comparison found', 'of')
  const { name } = searchIndex.outside?.engine ?? searchIndex.database
  return async () => {
    const unknown = () => Number.NaN
    const [seconds, refused, why, state] = await Promise.all([
      behindSeconds(db).catch(unknown),
      countParked(db).catch(unknown),
      whyAway(searchIndex),
      readState(db).catch(() => undefined),
    ])
    lag.set(seconds)
    parked.set(refused)
    up.set({ engine: name }, why === null ? 1 : 0)
    repaired.set({ of: 'engine' }, state?.repairedInEngine ?? Number.NaN)
    repaired.set({ of: 'database' }, state?.repairedInDatabase ?? Number.NaN)
  }
}

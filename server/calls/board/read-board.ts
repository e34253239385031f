import { sql } from 'kysely'
import type { Actor } from '../../platform/actor.ts'
import { may } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { Returned } from '../../platform/http/contract.ts'
import type { Language } from '../../platform/problems.ts'
import { readAgents } from '../../routing/agents.ts'
import { readTerms } from '../../routing/terms.ts'
import { readCallRows } from '../call-rows.ts'
import { telephonyLink } from '../follow/telephony-link.ts'
import type { CallBoard } from './api.ts'
import { inLiveOrder, isLive, readCallbacks, readExchanges, readLive } from './board-live.ts'
import { readQueueBoards, readVoiceQueues, type VoiceQueue } from './board-queues.ts'
import { readSeats } from './board-seats.ts'
import { added, figuresOf } from './figures.ts'
import { formulaOf, readLevelRule } from './level-rule.ts'
import { summed } from './read-sums.ts'
import { type Counted, type ReadToday, readToday } from './today.ts'

/** More than these nobody reads; the counts are of all. */
const MOST_CALLS = 200

/**
 * What a supervisor sees of the telephone, all of one moment. While nothing is heard from the exchanges it is of the
 * moment when that began, and says so: nothing live is made up.
 * @param countToday how today is counted; all of it unless told otherwise
 */
export async function readCallBoard(
  deps: Pick<Deps, 'db' | 'now' | 'telephony'>,
  actor: Actor,
  language: Language,
  countToday: ReadToday = readToday,
): Promise<Returned<CallBoard>> {
  const at = deps.now()
  return deps.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (db) => {
      await planForAnyDay(db)
      const link = await telephonyLink({ ...deps, db })
      const rule = await readLevelRule(db)
      const agents = await readAgents(db, at)
      const counted = await countToday(db, at)
      const seats = await readSeats(db, agents, counted.answered, at)
      const live = await readLive(db)
      const queues = await readVoiceQueues(db)
      const today = sumsOf(counted, queues)
      const phones = seats.filter(({ extension }) => extension !== null)
      return {
        asOf: at,
        link: link.state,
        frozenAt: link.state === 'down' ? (link.since ?? at) : null,
        exchanges: await readExchanges(db),
        now: {
          ...live.counts,
          callbacks: await readCallbacks(db),
          ready: phones.filter(({ isReady }) => isReady).length,
        },
        queues: await readQueueBoards(db, {
          at,
          queues,
          seats: phones,
          live: live.queues,
          today: today.queues,
          rule,
        }),
        sites: (await readTerms(db, at)).sites.map(({ id, name, share }) => {
          const here = phones.filter(({ site }) => site === id)
          return {
            id,
            name,
            share,
            ready: here.filter(({ isReady }) => isReady).length,
            talking: here.filter(({ state }) => state === 'on-call' || state === 'hold').length,
            answeredToday: here.reduce((sum, seat) => sum + seat.answeredToday, 0),
          }
        }),
        seats,
        calls: await readCallRows(db, {
          where: isLive,
          orderBy: inLiveOrder,
          limit: MOST_CALLS,
          seesNumbers: may(actor, 'call:read-numbers'),
        }),
        today: figuresOf(today.all, rule),
        formula: formulaOf(rule, language),
      }
    })
}

/**
 * How much of a day has passed PostgreSQL does not know beforehand: left to itself it thinks a plan for any day dear,
 * and makes a new one each time, which takes longer than reading.
 */
const planForAnyDay = (db: Db) => sql`set local plan_cache_mode = force_generic_plan`.execute(db)

/** Of each queue, and of all together. */
function sumsOf({ counts, hours }: Counted, voiceQueues: readonly VoiceQueue[]) {
  const ofQueues = voiceQueues.flatMap(({ queueId, tier }) =>
    hours.filter(({ key }) => key === String(tier)).map((part) => ({ ...part, key: String(queueId) })),
  )
  // An agent's hours are in every queue of their tier, and here only once.
  const all = added([...counts, ...hours].map(({ from, key, ...sums }) => sums))
  return { queues: summed([...counts, ...ofQueues]), all }
}

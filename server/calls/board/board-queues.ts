import type { Db } from '../../platform/database/database.ts'
import type { Returned } from '../../platform/http/contract.ts'
import { expectedWait } from '../acd/expected-wait.ts'
import { readOutlooks } from '../acd/outlook.ts'
import type { CallBoard } from './api.ts'
import type { LiveQueue } from './board-live.ts'
import type { Seat } from './board-seats.ts'
import { figuresOf, type LevelRule, NOTHING } from './figures.ts'
import type { SpanSums } from './read-sums.ts'

export type VoiceQueue = Awaited<ReturnType<typeof readVoiceQueues>>[number]

/** The queues that calls wait in, as they are set. */
export const readVoiceQueues = (db: Db) =>
  db
    .selectFrom('voiceQueues')
    .innerJoin('queues', 'queues.id', 'voiceQueues.queueId')
    .select(['queueId', 'queues.name', 'queues.tier', 'levelSeconds', 'levelTarget'])
    .orderBy('queues.tier')
    .orderBy('queues.id')
    .execute()

type Known = {
  at: Date
  queues: readonly VoiceQueue[]
  seats: readonly Seat[]
  live: readonly LiveQueue[]
  today: readonly SpanSums[]
  rule: LevelRule
}

/** Every queue with who waits in it, who is there for it, and today's figures. */
export async function readQueueBoards(
  db: Db,
  { at, queues, seats, live, today, rule }: Known,
): Promise<Returned<CallBoard>['queues']> {
  const outlooks = await readOutlooks(db, at)
  return queues.map(({ queueId, name, tier, levelSeconds, levelTarget }) => {
    const { waiting = 0, longestWaitSince = null } = live.find((queue) => queue.queueId === queueId) ?? {}
    const outlook = outlooks.find((queue) => queue.queueId === queueId)
    const here = seats.filter((seat) => seat.tier === tier)
    return {
      queueId,
      name,
      waiting,
      longestWaitSince,
      // Of whoever called now.
      expectedWaitS: outlook ? expectedWait({ ...outlook, position: outlook.waiting + 1, told: null }) : null,
      ready: here.filter(({ isReady }) => isReady).length,
      staffed: here.filter(({ isStaffed }) => isStaffed).length,
      levelSeconds,
      levelTarget,
      today: figuresOf(today.find(({ key }) => key === String(queueId))?.sums ?? NOTHING, rule),
    }
  })
}

import { sweepCalls } from '../../server/calls/acd/sweep.ts'
import { applyBatch } from '../../server/calls/follow/apply-batch.ts'
import { jobs } from '../../server/jobs.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { deliverEvents, deliveredOnce } from '../../server/platform/events/outbox.ts'
import type { Queue } from '../../server/platform/queue/port.ts'
import type { Id } from '../../server/platform/values.ts'
import { reactions } from '../../server/reactions.ts'
import type { ClearCause, Envelope, EventName, TelephonyEvents } from '../../telephony-adapter/port.ts'
import { type CallCentre, DIRECT_LINE, openCallCentre } from './calls-ground.ts'
import { testAlone } from './database.ts'

const OURS = /^(?:calls|routing)\.(?!.*hint)/
const followed = reactions.filter(({ job }) => OURS.test(job.name))

type Who = { id: Id<'person'>; extension: string | null }

/** A help desk on the telephone where what follows from events happens, when it is told to. */
async function openAcd(db: Db) {
  const centre: CallCentre = await openCallCentre(db)
  let later: { name: string; data: unknown; at: number }[] = []
  const due: { name: string; data: unknown }[] = []
  const queue: Queue = {
    add: async ({ name }, data, { delayMs = 0 } = {}) =>
      void (delayMs > 0
        ? later.push({ name, data, at: centre.clock.now().getTime() + delayMs })
        : due.push({ name, data })),
    work: async () => {},
    check: async () => {},
    close: async () => {},
  }
  const deps = { ...centre.deps, queue } as unknown as Deps
  const run = new Map([...followed.map(deliveredOnce), ...jobs].map((job) => [job.name, job.run]))
  const tell = <E extends EventName>(type: E, data: TelephonyEvents[E], where = {}) =>
    applyBatch(deps, centre.spoolId, [centre.told(type, data, where) as Envelope])
  let legs = 0
  const nameOfLeg = (callRef: string) => `leg-${callRef}-${++legs}`

  const acd = {
    ...centre,
    deps,
    tell,
    /** Whatever follows from what has happened, until nothing follows any more. */
    async settle() {
      while ((await deliverEvents({ db, queue }, followed)) + due.length > 0)
        for (const { name, data } of due.splice(0)) await run.get(name)!(deps, data)
    },
    /** So much later: desks and phones are still there, and what was to be done by then is done. */
    async passes(seconds: number) {
      centre.clock.advance({ seconds })
      const now = centre.clock.now()
      await db.updateTable('deskConnections').set({ seenAt: now }).where('leftAt', 'is', null).execute()
      due.push(...later.filter(({ at }) => at <= now.getTime()))
      later = later.filter(({ at }) => at > now.getTime())
      await acd.settle()
    },
    /** The queue has lost what it was to do later. */
    forgetLater() {
      later = []
    },
    async sweep() {
      await sweepCalls(deps)
      await acd.settle()
    },
    /** Somebody calls and needs an agent at once. @returns the exchange's name of the call */
    async calls({
      line = DIRECT_LINE,
      from = null as string | null,
      exchange = 'pbx-a',
      systemId = null as number | null,
      wants = 'nothing' as TelephonyEvents['call.ready']['wants'],
    } = {}) {
      centre.clock.advance({ seconds: 1 })
      const callRef = centre.nextRef(exchange)
      await tell('call.offered', { from, to: line, channel: 'phone', display: null }, { callRef, exchange })
      await tell('call.ready', { systemId, wants, line }, { callRef, exchange })
      await acd.settle()
      return callRef
    },
    async hangsUp(callRef: string, outcome: TelephonyEvents['call.ended']['outcome'] = 'abandoned') {
      await tell('call.ended', { outcome, by: 'caller' }, { callRef })
      await acd.settle()
    },
    /** The open offer of a call. */
    offerOf: async (callRef: string) =>
      db
        .selectFrom('callOffers')
        .innerJoin('calls', 'calls.id', 'callOffers.callId')
        .select(['callOffers.id', 'callOffers.agentId', 'callOffers.reason', 'callOffers.site'])
        .where('callRef', '=', callRef)
        .where('callOffers.outcome', 'is', null)
        .executeTakeFirst(),
    offersOf: async (callRef: string) =>
      db
        .selectFrom('callOffers')
        .innerJoin('calls', 'calls.id', 'callOffers.callId')
        .select(['callOffers.agentId', 'callOffers.outcome'])
        .where('callRef', '=', callRef)
        .orderBy('callOffers.madeAt')
        .orderBy('callOffers.id')
        .execute(),
    waitsOf: async (callRef: string) =>
      db
        .selectFrom('queueWaits')
        .innerJoin('calls', 'calls.id', 'queueWaits.callId')
        .select(['queueWaits.queueId', 'queueWaits.outcome', 'queueWaits.waitMs', 'queueWaits.agentId'])
        .where('callRef', '=', callRef)
        .orderBy('enteredAt')
        .execute(),
    /** The agent's phone rings. @returns what else it may do */
    async rings(callRef: string, who: Who) {
      const legRef = nameOfLeg(callRef)
      const leg = centre.legOf(who)
      const told = async <E extends EventName>(type: E, data: TelephonyEvents[E]) => {
        await tell(type, data, { callRef, legRef })
        await acd.settle()
      }
      await told('leg.alerting', leg)
      return {
        legRef,
        answers: () => told('leg.established', leg),
        holds: () => told('leg.held', leg),
        retrieves: () => told('leg.retrieved', leg),
        fails: (cause: ClearCause) => told('leg.failed', { ...leg, cause }),
        hangsUp: (cause: ClearCause = 'normal') => told('leg.cleared', { ...leg, cause, by: 'agent' }),
      }
    },
    engagementOf: (who: { id: Id<'person'> }) =>
      db
        .selectFrom('agentEngagements')
        .select(['kind', 'callId'])
        .where('personId', '=', who.id)
        .where('expiresAt', '>', centre.clock.now())
        .executeTakeFirst(),
    agentRow: (who: { id: Id<'person'> }) =>
      db.selectFrom('agents').selectAll().where('personId', '=', who.id).executeTakeFirstOrThrow(),
    timesOf: async (who: { id: Id<'person'> }) =>
      (
        await db
          .selectFrom('agentTimes')
          .select('state')
          .where('personId', '=', who.id)
          .orderBy('fromAt')
          .execute()
      ).map(({ state }) => state),
    /** What the queue of first calls goes by. */
    queueTerms: (terms: { ringSeconds?: number; wrapUpSeconds?: number; overflowSeconds?: number }) =>
      db.updateTable('voiceQueues').set(terms).execute(),
  }
  return acd
}

/** `acd`: a help desk on the telephone with a database of its own, where calls are given to agents. */
export const inAcd = testAlone.extend('acd', ({ db }) => openAcd(db))
export type Acd = Awaited<ReturnType<typeof openAcd>>

/** An agent who talks with a caller. */
export async function talks(acd: Acd) {
  const agent = await acd.agent({ name: '林佳蓉' })
  const callRef = await acd.calls({ from: '0223979298' })
  const phone = await acd.rings(callRef, agent)
  acd.clock.advance({ seconds: 2 })
  await phone.answers()
  return { agent, callRef, phone, call: await acd.callOf(callRef) }
}

import { chanceOf } from '../../server/directory/demo/chance.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { type Id, newId } from '../../server/platform/values.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND

type Worker = { id: Id<'person'>; site: string; tier: number }
/** One time that a call waited in a queue, and what followed, in milliseconds since 1970. */
export type LivedCall = {
  callId: Id<'call'>
  queueId: number
  systemId: number
  enteredAt: number
  /** Null: waits still when the day is over. */
  leftAt: number | null
  outcome: 'answered' | 'abandoned' | 'flowed-out' | 'lost' | null
  site: string
  agent: Worker | null
  talkEndsAt: number | null
  wrapUpEndsAt: number | null
  /** Somebody's phone rang for it first, in vain. */
  unanswered: { agent: Worker; at: number } | null
  transferredAt: number | null
}
export type LivedTime = { worker: Worker; state: string; from: number; to: number | null }

type Day = {
  from: Date
  to: Date
  calls: number
  workers: readonly Worker[]
  systems: readonly number[]
  seed: string
}

/**
 * A day as callers and agents live it: more calls than the agents can take at times, some callers who give up at once
 * and some late, some who leave for somewhere else, a few lost with their exchange; some wait still when it is over.
 */
export function liveDay({ from, to, calls, workers, systems, seed }: Day) {
  const chance = chanceOf(seed)
  const [start, end] = [from.getTime(), to.getTime()]
  const freeAt = new Map(workers.map((worker) => [worker, start]))
  const times: LivedTime[] = []
  const lived: LivedCall[] = []
  // Nobody is answered sooner than in two seconds: the last ones wait when the day is over.
  const late = Array.from({ length: 5 }, (_, n) => end - 1500 + n * 100)
  const arrivals = Array.from({ length: calls - late.length }, () => start + chance.below(end - start - 1500))
    .concat(late)
    .sort((a, b) => a - b)
  for (const enteredAt of arrivals) {
    const queueId = chance.below(10) === 0 ? 2 : 1
    const able = workers.filter(({ tier }) => tier === queueId)
    const next = able.reduce((first, worker) => (freeAt.get(worker)! < freeAt.get(first)! ? worker : first))
    const patience =
      chance.below(6) === 0 ? chance.below(20 * SECOND) : 30 * SECOND + chance.below(4 * MINUTE)
    const answerAt = Math.max(enteredAt + 2 * SECOND + chance.below(12 * SECOND), freeAt.get(next)!)
    const base = {
      callId: newId<'call'>(enteredAt),
      queueId,
      systemId: chance.pick(systems),
      enteredAt,
      site: 'nantou',
      agent: null,
      talkEndsAt: null,
      wrapUpEndsAt: null,
      unanswered: null,
      transferredAt: null,
    }
    const fate = chance.below(100)
    const leftAt = fate < 4 || answerAt > enteredAt + patience ? enteredAt + patience : answerAt
    if (leftAt >= end) {
      lived.push({ ...base, leftAt: null, outcome: null })
      continue
    }
    if (leftAt < answerAt || fate < 4) {
      const outcome = fate < 3 ? 'flowed-out' : fate < 4 ? 'lost' : 'abandoned'
      lived.push({ ...base, leftAt, outcome })
      continue
    }
    const talkEndsAt = answerAt + 30 * SECOND + chance.below(5 * MINUTE)
    const wrapUpEndsAt = talkEndsAt + 5 * SECOND + chance.below(70 * SECOND)
    const isHeld = chance.below(5) === 0
    const others = able.filter((worker) => worker !== next)
    lived.push({
      ...base,
      leftAt: answerAt,
      outcome: 'answered',
      site: next.site,
      agent: next,
      talkEndsAt: talkEndsAt < end ? talkEndsAt : null,
      wrapUpEndsAt: wrapUpEndsAt < end ? wrapUpEndsAt : null,
      unanswered:
        others.length > 0 && chance.below(25) === 0
          ? { agent: chance.pick(others), at: Math.max(enteredAt, answerAt - SECOND) }
          : null,
      transferredAt: chance.below(12) === 0 && talkEndsAt < end ? talkEndsAt : null,
    })
    const idleFrom = freeAt.get(next)!
    if (idleFrom < answerAt) times.push({ worker: next, state: 'idle', from: idleFrom, to: answerAt })
    const heldAt = isHeld ? answerAt + Math.round((talkEndsAt - answerAt) / 2) : talkEndsAt
    times.push({ worker: next, state: 'on-call', from: answerAt, to: heldAt })
    if (isHeld) times.push({ worker: next, state: 'hold', from: heldAt, to: talkEndsAt })
    times.push({ worker: next, state: 'wrap-up', from: talkEndsAt, to: wrapUpEndsAt })
    // Now and then somebody takes a break.
    const restedAt = chance.below(15) === 0 ? wrapUpEndsAt + 10 * MINUTE : wrapUpEndsAt
    if (restedAt > wrapUpEndsAt)
      times.push({ worker: next, state: 'break', from: wrapUpEndsAt, to: restedAt })
    freeAt.set(next, restedAt)
  }
  for (const [worker, idleFrom] of freeAt)
    if (idleFrom < end) times.push({ worker, state: 'idle', from: idleFrom, to: null })
  const kept = times
    .filter(({ from }) => from < end)
    .map((time) => (time.to !== null && time.to >= end ? { ...time, to: null } : time))
  return { calls: lived, times: kept }
}

/** Writes a lived day as following the telephone would have. */
export async function writeDay(db: Db, { calls, times }: ReturnType<typeof liveDay>) {
  const at = (ms: number | null) => (ms === null ? null : new Date(ms))
  const refOf = (call: LivedCall) => `pbx-a-${call.callId}`
  await inParts(calls, (some) =>
    db
      .insertInto('calls')
      .values(
        some.map((call) => {
          const isOver = call.outcome !== null && (call.outcome !== 'answered' || call.talkEndsAt !== null)
          const endedAt = isOver ? (call.talkEndsAt ?? call.leftAt) : null
          return {
            id: call.callId,
            callRef: refOf(call),
            exchange: 'pbx-a',
            direction: 'in' as const,
            channel: 'phone' as const,
            fromNumber: '+886912345678',
            toNumber: '5001',
            line: '5001',
            callerId: null,
            caseId: null,
            systemId: call.systemId,
            agencyId: null,
            queueId: call.queueId,
            site: 'nantou',
            state: isOver
              ? ('ended' as const)
              : call.outcome === null
                ? ('waiting' as const)
                : ('talking' as const),
            arrivedAt: new Date(call.enteredAt - 10 * SECOND),
            readyAt: new Date(call.enteredAt),
            waitingSince: new Date(call.enteredAt),
            placeAt: new Date(call.enteredAt),
            agentId: call.agent?.id ?? null,
            answeredAt: call.outcome === 'answered' ? at(call.leftAt) : null,
            endedAt: at(endedAt),
            outcome: isOver ? call.outcome : null,
            endedBy: isOver ? ('caller' as const) : null,
            toldWaitAt: null,
            toldWaitS: null,
            callbackId: null,
            seenAt: new Date(call.enteredAt),
          }
        }),
      )
      .execute(),
  )
  await inParts(calls, (some) =>
    db
      .insertInto('queueWaits')
      .values(
        some.map((call) => ({
          id: newId<'queue-wait'>(call.enteredAt),
          callId: call.callId,
          queueId: call.queueId,
          systemId: call.systemId,
          site: call.site,
          agentId: call.agent?.id ?? null,
          enteredAt: new Date(call.enteredAt),
          leftAt: at(call.leftAt),
          waitMs: call.leftAt === null ? null : call.leftAt - call.enteredAt,
          outcome: call.outcome,
        })),
      )
      .execute(),
  )
  const answered = calls.filter((call) => call.agent)
  await inParts(answered, (some) =>
    db
      .insertInto('callLegs')
      .values(
        some.map((call) => ({
          legRef: `leg-${refOf(call)}-1`,
          callId: call.callId,
          role: 'agent' as const,
          agentId: call.agent!.id,
          extension: '701',
          number: null,
          alertingAt: at(call.leftAt),
          establishedAt: at(call.leftAt),
          heldSince: null,
          endedAt: at(call.talkEndsAt),
          cause: call.talkEndsAt ? ('normal' as const) : null,
          endedBy: null,
        })),
      )
      .execute(),
  )
  await inParts(
    answered.filter(({ talkEndsAt }) => talkEndsAt !== null),
    (some) =>
      db
        .insertInto('wrapUps')
        .values(
          some.map((call) => ({
            callId: call.callId,
            agentId: call.agent!.id,
            startedAt: at(call.talkEndsAt)!,
            endsAt: new Date(call.talkEndsAt! + 75 * SECOND),
            endedAt: at(call.wrapUpEndsAt),
            codeId: null,
          })),
        )
        .execute(),
  )
  await inParts(
    calls.filter(({ unanswered }) => unanswered),
    (some) =>
      db
        .insertInto('callOffers')
        .values(
          some.map(({ callId, unanswered }) => ({
            id: newId<'call-offer'>(),
            callId,
            agentId: unanswered!.agent.id,
            site: unanswered!.agent.site,
            madeAt: new Date(unanswered!.at - 20 * SECOND),
            expiresAt: at(unanswered!.at)!,
            outcome: 'no-answer' as const,
            decidedAt: at(unanswered!.at),
            reason: '{}',
          })),
        )
        .execute(),
  )
  await inParts(
    calls.filter(({ transferredAt }) => transferredAt !== null),
    (some) =>
      db
        .insertInto('telephonyLog')
        .values(
          some.map((call) => ({
            eventId: newId(),
            spoolId: 'day',
            seq: 1,
            exchange: 'pbx-a',
            callRef: refOf(call),
            type: 'call.transferred',
            certainty: 'observed' as const,
            occurredAt: at(call.transferredAt)!,
            data: JSON.stringify({
              kind: 'blind',
              fromAgentId: call.agent!.id,
              toAgentId: null,
              to: 'queue',
            }),
            failed: null,
          })),
        )
        .execute(),
  )
  await inParts(times, (some) =>
    db
      .insertInto('agentTimes')
      .values(
        some.map(({ worker, state, from, to }) => ({
          personId: worker.id,
          state,
          reason: null,
          fromAt: new Date(from),
          toAt: at(to),
        })),
      )
      .execute(),
  )
}

async function inParts<T>(rows: readonly T[], insert: (some: T[]) => Promise<unknown>) {
  for (let from = 0; from < rows.length; from += 500) await insert(rows.slice(from, from + 500))
}

import { join } from 'node:path'
import { type Clock, realClock } from './clock.ts'
import { callControl } from './engine/control.ts'
import { openCalls } from './engine/open-calls.ts'
import type { Exchange } from './exchange.ts'
import { serverWatch, tellFollower } from './following.ts'
import type { CallRef, Command, Envelope, ExchangeState, Result, Telephony } from './port.ts'
import { openMemory } from './spool/memory.ts'
import { openSpool, type Spool } from './spool/spool.ts'
import { ulids } from './spool/ulid.ts'

export type AdapterLog = Record<'debug' | 'info' | 'warn' | 'error', (fields: object, text: string) => void>

type AdapterHealth = {
  /** `degraded`: calls are served, not everything is as it should be. `unavailable`: no exchange is followed. */
  status: 'ok' | 'degraded' | 'unavailable'
  isSimulated: boolean
  exchanges: ExchangeState[]
  spool: ReturnType<Spool['figures']>
  /** `away`: the adapter distributes calls itself, by its last plan. */
  server: 'here' | 'away'
  liveCalls: number
  plan: { version: number; madeAt: string } | null
}
export type Adapter = Telephony & { health(): AdapterHealth }

/**
 * Follows these exchanges and keeps what happens in this directory. With the same directory again it goes on where it
 * was: with the plan it last had, the events nobody acknowledged, and the commands it has answered.
 * @throws SpoolInUse when another process works in the directory
 */
export async function openAdapter({
  exchanges,
  clock = realClock,
  dir,
  log,
}: {
  exchanges: readonly Exchange[]
  clock?: Clock
  dir: string
  log: AdapterLog
}): Promise<Adapter> {
  const spool = await openSpool({ dir: join(dir, 'events'), log })
  const memory = await openMemory(join(dir, 'memory'))
  const kept = await spool.everything()
  const begun = beginnings(kept)
  const control = callControl({
    exchanges,
    clock,
    plan: memory.plan,
    newId: ulids(clock.now),
    tell: (event) => begun.note(spool.append(event)),
    log,
    openBefore: openCalls(kept),
  })
  const watch = serverWatch(clock, (isAway) => {
    log.warn({ isAway }, isAway ? 'the server is away; calls are distributed here' : 'the server is back')
    control.serverIsAway(isAway)
  })
  const acknowledge = (seq: number) => spool.acknowledge(seq, begun.oldest())
  const followings = new Set<{ stop(): Promise<void> }>()
  const running = new Map<string, Promise<Result>>()
  await control.start()

  async function carryOut(command: Command): Promise<Result> {
    try {
      const result = await control.order(command)
      memory.keepAnswer(command.commandId, result)
      return result
    } catch (err) {
      log.error({ err, do: command.do, commandId: command.commandId }, 'an order was not carried out')
      return { ok: false, code: 'unavailable' }
    } finally {
      running.delete(command.commandId)
    }
  }

  return {
    spoolId: async () => spool.id(),
    async order(command) {
      const known = memory.answer(command.commandId)
      if (known) return known
      const result = running.get(command.commandId) ?? carryOut(command)
      if (!memory.answer(command.commandId)) running.set(command.commandId, result)
      return result
    },
    async keepPlan(plan) {
      const kept = memory.plan()
      // One that was under way for longer must not undo what came after it.
      if (kept && Date.parse(kept.madeAt) > Date.parse(plan.madeAt)) return
      await memory.keepPlan(plan)
    },
    follow(afterSeq, heard, onLink) {
      const following = tellFollower({ spool, watch, log, acknowledge }, afterSeq, heard, onLink)
      followings.add(following)
      return {
        async stop() {
          await following.stop()
          followings.delete(following)
        },
      }
    },
    snapshot: async () => ({ seq: spool.lastSeq(), ...control.snapshot() }),
    fetch: (name) => control.fetch(name),
    records: async (from, to) =>
      (await Promise.all(exchanges.map((exchange) => exchange.records(from, to)))).flat(),
    health() {
      const snapshot = control.snapshot()
      const figures = spool.figures()
      const up = snapshot.exchanges.filter(({ state }) => state === 'up').length
      const isWell = up === snapshot.exchanges.length && figures.fault === null && !watch.isAway()
      const plan = memory.plan()
      return {
        status: up === 0 ? 'unavailable' : isWell ? 'ok' : 'degraded',
        isSimulated: exchanges.some(({ isSimulated }) => isSimulated),
        exchanges: snapshot.exchanges,
        spool: figures,
        server: watch.isAway() ? 'away' : 'here',
        liveCalls: snapshot.calls.length,
        plan: plan ? { version: plan.version, madeAt: plan.madeAt } : null,
      }
    },
    async close() {
      watch.close()
      await Promise.all([...followings].map((following) => following.stop()))
      await control.close()
      await spool.close()
      memory.close()
    },
  }
}

/** With which event each call began that has not ended: from there on the journal is needed to take them up again. */
function beginnings(events: readonly Envelope[]) {
  const first = new Map<CallRef, number>()
  const note = ({ type, callRef, seq }: Envelope) => {
    if (callRef === null) return
    if (type === 'call.offered' || type === 'call.originated') first.set(callRef, seq)
    if (type === 'call.ended') first.delete(callRef)
  }
  for (const event of events) note(event)
  return { note, oldest: () => first.values().next().value }
}

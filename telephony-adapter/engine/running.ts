import type { Done, Exchange, ExchangeSnapshot } from '../exchange.ts'
import type { Result } from '../port.ts'
import type { CallState } from './call.ts'
import { step } from './call-state.ts'
import { type Ground, type Link, type RunningCall, rememberEnded, tellOf } from './ground.ts'
import type { Input, Order } from './work.ts'

type Unplanned<T> = T extends unknown ? Omit<T, 'now' | 'plan'> : never
/** What befalls a call; time and plan are added. */
export type Befalling = Unplanned<Input>

/** Takes a call up. Nothing happens until something befalls it. */
export function takeUp(ground: Ground, link: Link, state: CallState): RunningCall {
  const running: RunningCall = { state, link, orders: Promise.resolve(), cancelTimer: undefined }
  ground.calls.set(state.callRef, running)
  return running
}

/**
 * Lets this befall a call: tells what comes of it and carries out what is wanted. A call that is over takes nothing.
 * @returns the answer to a command
 */
export function befall(ground: Ground, running: RunningCall, input: Befalling): Promise<Result> {
  if (ground.calls.get(running.state.callRef) !== running) return Promise.resolve({ ok: false, code: 'gone' })
  const stepped = step(running.state, {
    ...input,
    now: ground.clock.now(),
    plan: ground.plan(),
  } as Input)
  running.state = stepped.state
  const { callRef, phase } = stepped.state
  for (const { type, data, legRef, at, isReconstructed } of stepped.events)
    tellOf(ground, running.link, type, data, { callRef, legRef, at, isReconstructed })
  if (phase === 'over') {
    ground.calls.delete(callRef)
    rememberEnded(ground, callRef)
  }
  const answers = stepped.orders.map((order) => carryOutInTurn(ground, running, order))
  setAlarm(ground, running)
  for (const look of ground.afterStep) look()
  const replying = stepped.orders.findIndex((order) => 'replies' in order)
  if (!stepped.reply.ok || replying < 0) return Promise.resolve(stepped.reply)
  return (answers[replying] as Promise<Done>).then(resultOf)
}

function carryOutInTurn(ground: Ground, running: RunningCall, order: Order): Promise<Done> {
  const carried = running.orders.then(() => carryOut(ground, running, order))
  running.orders = carried.then(
    () => {},
    () => {},
  )
  return carried
}

async function carryOut(ground: Ground, running: RunningCall, order: Order): Promise<Done> {
  if (order.order === 'look') {
    lookAt(ground, running)
    return { ok: true }
  }
  const done = await asked(running.link.exchange, order, ground)
  const isTold = !done.ok || order.order === 'record' || order.order === 'pauseRecording'
  if (isTold) void befall(ground, running, { type: 'done', order, done })
  return done
}

async function asked(
  exchange: Exchange,
  order: Exclude<Order, { order: 'look' }>,
  ground: Ground,
): Promise<Done> {
  try {
    const method = exchange[order.order] as (...given: unknown[]) => Promise<Done>
    return await method.apply(exchange, order.with)
  } catch (err) {
    ground.log.warn({ err, order: order.order, exchange: exchange.name }, 'an order to the exchange failed')
    return { ok: false, code: 'failed' }
  }
}

export const resultOf = (done: Done): Result =>
  done.ok ? { ok: true } : { ok: false, code: done.code === 'failed' ? 'unavailable' : done.code }

/** Wakes the call when its next time has come; not while nobody knows what is true of it. */
export function setAlarm(ground: Ground, running: RunningCall) {
  running.cancelTimer?.()
  running.cancelTimer = undefined
  const due = Math.min(...Object.values(running.state.timers))
  if (!Number.isFinite(due) || !running.link.isInStep) return
  const ms = Math.max(0, due - ground.clock.now())
  running.cancelTimer = ground.clock.after(ms, () => void befall(ground, running, { type: 'time' }))
}

/** Lets go of a call without a word: somebody else has it. */
export function letGo(ground: Ground, running: RunningCall) {
  running.cancelTimer?.()
  ground.calls.delete(running.state.callRef)
}

/** Compares a call with its exchange at once, several in one question. */
function lookAt(ground: Ground, running: RunningCall) {
  const { link } = running
  const isAsked = link.looks.size > 0
  link.looks.add(running)
  if (!isAsked) void look(ground, link)
}

async function look(ground: Ground, link: Link) {
  // Whoever else wants it in this turn goes along.
  await null
  const wanting = [...link.looks]
  link.looks.clear()
  const askedAt = ground.clock.now()
  const { epoch } = link
  const snapshot = await link.exchange.snapshot().catch(() => undefined)
  if (!snapshot || link.epoch !== epoch || !link.isInStep) return
  for (const running of wanting) found(ground, running, snapshot, { askedAt, isSure: true })
}

/** Tells a call what its exchange has of it. */
export function found(
  ground: Ground,
  running: RunningCall,
  snapshot: ExchangeSnapshot,
  known: { askedAt: number; isSure: boolean; isLost?: boolean; endedAt?: number | null },
) {
  const { callRef } = running.state
  const ids = new Set(running.state.legs.map(({ channelId }) => channelId))
  const channels = snapshot.channels.filter((each) => each.callRef === callRef || ids.has(each.channelId))
  void befall(ground, running, {
    type: 'found',
    found: { isLost: false, endedAt: null, ...known, channels },
  })
}

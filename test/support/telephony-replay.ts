import { type CallState, newCall } from '../../telephony-adapter/engine/call.ts'
import { step } from '../../telephony-adapter/engine/call-state.ts'
import type { CallEvent, Input } from '../../telephony-adapter/engine/work.ts'
import type { ChannelState, ExchangeEvent } from '../../telephony-adapter/exchange.ts'
import type { Plan } from '../../telephony-adapter/plan.ts'
import type { Command } from '../../telephony-adapter/port.ts'

/** One call as it was: what its exchange told, and what the server ordered between. */
export type Recorded = ({ event: ExchangeEvent } | { command: Command })[]
type Item = Recorded[number] & {
  /** Those of one channel stay in order. */
  key: string
  /** So many commands had been given before it happened. */
  after: number
}

/** How the recorded is told this time: each event that many places later, again, or not at all. */
export type Fate = { later: number; twice: boolean; lost: boolean }
type Ended = { state: CallState; told: CallEvent[] }

const keyOf = (event: ExchangeEvent) =>
  event.type === 'played' ? event.playId : 'channelId' in event ? event.channelId : event.type

/**
 * Tells the recorded again, each event late, twice or never as `fates` say. What cannot be is not done: no event of a
 * leg before it was ordered, no digit before the question, no event before a command that had come before it.
 * Finally the exchange says twice that nothing is there.
 */
export function replay(recorded: Recorded, plan: Plan, fates: readonly Fate[]): Ended {
  const arrived = recorded.findIndex((item) => 'event' in item && item.event.type === 'arrived')
  const first = (recorded[arrived] as { event: Extract<ExchangeEvent, { type: 'arrived' }> }).event
  const told: CallEvent[] = []
  let now = first.at
  let state = begun(first.channel)
  const phases = phasesOf(recorded, plan, first.channel)
  const feed = (input: Record<string, unknown>) => {
    const stepped = step(state, { now, plan, ...input } as unknown as Input)
    state = stepped.state
    told.push(...stepped.events)
    for (const order of stepped.orders)
      if (order.order === 'record') feed({ type: 'done', order, done: { ok: true } })
    return stepped.reply.ok
  }
  feed({ type: 'arrived', event: first, isTooMany: false, mayDial: true, isFound: false })

  const queue = permuted(recorded, fates, arrived)
  let commands = 0
  const isNext = (item: Item, place: number) =>
    item.after <= commands &&
    queue.findIndex(({ key }) => key === item.key) === place &&
    ('command' in item ? isAccepted(state, item.command, now, plan) : canBe(state, item.event, phases))
  for (let at = queue.findIndex(isNext); at >= 0; at = queue.findIndex(isNext)) {
    const [item] = queue.splice(at, 1) as [Item]
    if ('command' in item) {
      commands += 1
      feed({ type: 'command', command: item.command })
    } else {
      now = Math.max(now, item.event.at)
      feed({ type: 'exchange', event: item.event })
    }
  }
  for (let round = 0; round < 3; round++) {
    now += 30_000
    feed({
      type: 'found',
      found: { channels: [], askedAt: now, isSure: false, isLost: false, endedAt: null },
    })
  }
  return { state, told }
}

const begun = ({ callRef, from, to, channel, startedAt }: ChannelState) =>
  newCall({ callRef, direction: 'in', from, to, channel, arrivedAt: startedAt })

const isAccepted = (state: CallState, command: Command, now: number, plan: Plan) =>
  step(state, { type: 'command', command, now, plan }).reply.ok

/** In which phase each digit was pressed, by its time. */
function phasesOf(recorded: Recorded, plan: Plan, channel: ChannelState) {
  const phases = new Map<number, CallState['phase']>()
  let state = begun(channel)
  for (const item of recorded) {
    const now = 'event' in item ? item.event.at : channel.startedAt
    if ('command' in item) state = step(state, { type: 'command', command: item.command, now, plan }).state
    else if (item.event.type === 'arrived') {
      const event = item.event
      state = step(state, {
        type: 'arrived',
        event,
        isTooMany: false,
        mayDial: true,
        isFound: false,
        now,
        plan,
      }).state
    } else {
      if (item.event.type === 'digit') phases.set(item.event.at, state.phase)
      state = step(state, { type: 'exchange', event: item.event, now, plan }).state
    }
  }
  return phases
}

function canBe(state: CallState, event: ExchangeEvent, phases: Map<number, CallState['phase']>) {
  if (event.type === 'digit') return state.phase === phases.get(event.at)
  if (event.type === 'played') return numberOf(event.playId) <= state.count.plays
  if (!('channelId' in event) || !event.channelId.startsWith('leg-')) return true
  return numberOf(event.channelId) < state.count.legs
}

const numberOf = (id: string) => Number(/-(\d+)$/.exec(id)?.[1])

function permuted(recorded: Recorded, fates: readonly Fate[], arrived: number): Item[] {
  let after = 0
  const placed = recorded.flatMap((item, n): { item: Item; place: number }[] => {
    if (n === arrived) return []
    if ('command' in item) return [{ item: { ...item, key: 'server', after: after++ }, place: n }]
    const fate = fates[n % Math.max(1, fates.length)] ?? { later: 0, twice: false, lost: false }
    if (fate.lost) return []
    const once = { item: { ...item, key: keyOf(item.event), after }, place: n + fate.later }
    return fate.twice ? [once, { ...once, place: once.place + fate.later }] : [once]
  })
  // A channel's own order holds: whoever comes too early waits for those before.
  const last = new Map<string, number>()
  for (const each of placed) {
    each.place = Math.max(each.place, last.get(each.item.key) ?? 0)
    last.set(each.item.key, each.place)
  }
  return placed.sort((a, b) => a.place - b.place).map(({ item }) => item)
}

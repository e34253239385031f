import type { ChannelState, ExchangeSnapshot } from '../exchange.ts'
import type { CallRecord, CallRef } from '../port.ts'
import { mainBridge, newCall } from './call.ts'
import { followAgain } from './dead-exchange.ts'
import { noteDevices } from './devices.ts'
import { callsOn, type Ground, type Link, tellOf } from './ground.ts'
import type { Limits } from './limits.ts'
import { recordingBegan, recordingEnded } from './media.ts'
import { tellMissed } from './missed.ts'
import type { OpenCall } from './open-calls.ts'
import { removeOrphans } from './orphans.ts'
import { arrived, route } from './routes.ts'
import { befall, found, setAlarm, takeUp } from './running.ts'
import { stateFound } from './state-found.ts'

const HOUR_MS = 60 * 60_000

/**
 * Asks the exchange what is true and tells what is different: whoever has gone meanwhile, who is still there, who came.
 * `open`: calls that a process before this one had told of. Returns false when it could not be asked.
 */
export async function resync(ground: Ground, limits: Limits, link: Link, open: OpenCall[]): Promise<boolean> {
  const { epoch } = link
  const askedAt = ground.clock.now()
  const snapshot = await link.exchange.snapshot().catch(() => undefined)
  if (!snapshot) return false
  const there = channelsByCall(snapshot)
  const isThere = (callRef: CallRef) => there.has(callRef)
  const known = [
    ...callsOn(ground, link).map(({ state }) => state),
    ...[...link.givenUp.values()].filter(({ callRef }) => isThere(callRef)),
  ]
  const oldest = Math.min(...[...known, ...open].map(({ arrivedAt }) => arrivedAt))
  const isWhole = ({ callRef, direction }: Pick<OpenCall, 'callRef' | 'direction'>) =>
    there.get(callRef)?.some(({ channelId }) => direction === 'out' || !channelId.startsWith('leg-')) ?? false
  const isEveryoneThere = known.every(isWhole) && open.every(isWhole)
  const records = isEveryoneThere ? [] : await recordsSince(link, oldest - HOUR_MS, askedAt + HOUR_MS)
  if (!isStill(link, epoch)) return true

  noteDevices(ground, link, snapshot)
  followAgain(ground, link, isThere)
  const adopted = adoptAll(ground, limits, link, snapshot, there, open)
  let closed = 0
  for (const running of callsOn(ground, link)) {
    const { callRef } = running.state
    const record = records.find((each) => each.callRef === callRef && each.endedAt > each.startedAt)
    // What was made for it goes only with the exchange itself, which then writes down no end either.
    const hasBridge = snapshot.bridges.some(({ bridgeId }) => bridgeId === mainBridge(running.state))
    const isLost = !isThere(callRef) && !record && !hasBridge
    found(ground, running, snapshot, {
      askedAt,
      isSure: true,
      isLost,
      endedAt: record ? Date.parse(record.endedAt) : null,
    })
    if (!ground.calls.has(callRef)) closed += 1
  }
  removeOrphans(ground, link, snapshot)
  endRecordings(ground, link, snapshot)
  const missed = await tellMissed(ground, link)
  if (!isStill(link, epoch)) return true
  tellOf(ground, link, 'resync.done', { adopted, closed, missed })
  link.isInStep = true
  for (const running of callsOn(ground, link)) setAlarm(ground, running)
  for (const event of link.buffer.splice(0)) route(ground, limits, link, event)
  return true
}

/** The same connection, and it is there. */
const isStill = (link: Link, epoch: number) =>
  link.epoch === epoch && (link.state === 'up' || link.state === 'degraded')

function channelsByCall({ channels }: ExchangeSnapshot) {
  const there = new Map<CallRef, ChannelState[]>()
  for (const channel of channels) {
    const ours = /^(?:leg|snoop)-(.+)-\d+$/.exec(channel.channelId)?.[1] ?? channel.callRef
    there.set(ours, [...(there.get(ours) ?? []), channel])
  }
  return there
}

/** What the exchange has written down; nothing where it cannot say. */
const recordsSince = (link: Link, from: number, to: number): Promise<CallRecord[]> =>
  link.exchange.records(new Date(Number.isFinite(from) ? from : to - HOUR_MS), new Date(to)).catch(() => [])

/** Takes up calls that are there and that nobody here knows. @returns how many are followed after the gap */
function adoptAll(
  ground: Ground,
  limits: Limits,
  link: Link,
  snapshot: ExchangeSnapshot,
  there: ReadonlyMap<CallRef, ChannelState[]>,
  open: OpenCall[],
): number {
  let adopted = callsOn(ground, link).filter(({ state }) => there.has(state.callRef)).length
  for (const call of open) {
    for (const name of call.recordings) recordingBegan(ground, link, name, call.callRef)
    if (!there.has(call.callRef) && !ground.calls.has(call.callRef)) takeUp(ground, link, remembered(call))
  }
  for (const [callRef, channels] of there) {
    if (ground.calls.has(callRef) || ground.ended.has(callRef)) continue
    if (adoptOne(ground, limits, link, snapshot, channels, open)) adopted += 1
  }
  return adopted
}

function adoptOne(
  ground: Ground,
  limits: Limits,
  link: Link,
  snapshot: ExchangeSnapshot,
  channels: ChannelState[],
  open: OpenCall[],
): boolean {
  const told = open.find(({ callRef }) => channels.some((channel) => channel.callRef === callRef))
  const fresh = freshOf(channels)
  if (fresh && !told) {
    comeUnseen(ground, limits, link, fresh)
    return true
  }
  const now = ground.clock.now()
  const left = stateFound(channels, snapshot, told, now)
  if (left)
    void befall(ground, takeUp(ground, link, left.state), { type: 'adopted', was: left.was, open: told })
  else if (told) {
    const elsewhere = channels.find(({ channelId }) => !/^(leg|snoop)-/.test(channelId))
    takeUp(ground, link, remembered(told, elsewhere?.channelId))
  }
  return left !== undefined
}

/** A channel of ours on which nobody has written anything: its arrival was not heard. */
export const freshOf = (channels: ChannelState[]) =>
  channels.find(({ channelId, isOurs, marks }) => isOurs && !marks.role && !/^(leg|snoop)-/.test(channelId))

export function comeUnseen(ground: Ground, limits: Limits, link: Link, channel: ChannelState) {
  const isAgent = ground.plan()?.agents.some(({ extension }) => extension === channel.from)
  const dialledBy = isAgent ? channel.from : null
  arrived(ground, limits, link, { type: 'arrived', at: ground.clock.now(), channel, dialledBy }, true)
}

/** As far as it was told; what has become of it is seen by comparing. */
function remembered(open: OpenCall, channelId = `gone-${open.callRef}`) {
  const { callRef, direction, from, to, channel, arrivedAt, readyAt, systemId, talkedAt, order } = open
  const empty = { place: null, hasMusic: false, clearing: null, heldAt: 0, misses: 0, madeAt: 0 }
  const legs = open.legs.map(({ legRef, leg, isUp, at }) => ({
    ...{ ...empty, ...leg, legRef, channelId: legRef, since: at, why: 'offer' as const },
    side:
      leg.role === 'supervisor'
        ? ('ear' as const)
        : leg.role === 'dialled' && direction === 'out'
          ? ('customer' as const)
          : ('desk' as const),
    state: isUp ? ('up' as const) : ('alerting' as const),
  }))
  const caller = {
    ...{ ...empty, legRef: `leg-${callRef}-0`, channelId, agentId: null, extension: null },
    ...{ number: from, side: 'customer' as const, role: 'caller' as const, why: 'own' as const },
    ...{ state: 'up' as const, since: arrivedAt },
  }
  return newCall({
    ...{ callRef, direction, from, to, channel, arrivedAt, readyAt, systemId, talkedAt, order },
    phase: open.isFax ? 'fax' : open.isAsked ? 'survey' : talkedAt === null ? 'waiting' : 'talking',
    legs: direction === 'in' ? [...legs, caller] : legs,
  })
}

/** Recordings that run no more, though nobody told of their end. Two rounds must agree. */
export function endRecordings(ground: Ground, link: Link, { recordings }: ExchangeSnapshot) {
  for (const [name, recorded] of ground.recordings) {
    if (recorded.link !== link || recorded.state !== 'running') continue
    const isRunning = recordings.includes(name)
    recorded.misses = isRunning ? 0 : recorded.misses + 1
    if (recorded.misses >= 2 || (!isRunning && !isLive(ground, recorded.callRef)))
      void recordingEnded(ground, link, { name, ms: 0, failed: null }, recorded.callRef)
  }
}

const isLive = (ground: Ground, callRef: CallRef | null) => callRef !== null && ground.calls.has(callRef)

import type { ExchangeEvent } from '../exchange.ts'
import { asDialled, mayDial } from './allowed-number.ts'
import { newCall } from './call.ts'
import { noteDevice } from './devices.ts'
import type { Ground, Link, RunningCall } from './ground.ts'
import type { Limits } from './limits.ts'
import { faxed, recordingEnded } from './media.ts'
import { befall, takeUp } from './running.ts'

/** Brings what an exchange tells to the call it is about. */
export function route(ground: Ground, limits: Limits, link: Link, event: ExchangeEvent) {
  switch (event.type) {
    case 'link':
    case 'refused':
      return
    case 'device':
      return noteDevice(ground, link, event)
    case 'arrived':
      return arrived(ground, limits, link, event)
    case 'faxed':
      return void faxed(ground, link, event)
    case 'recorded':
      return void recordingEnded(ground, link, event)
    case 'joined':
    case 'parted':
      return
    case 'played': {
      const running = ground.calls.get(/^play-(.+)-\d+$/.exec(event.playId)?.[1] ?? '')
      return running?.link === link ? void befall(ground, running, { type: 'exchange', event }) : undefined
    }
    default: {
      const running = callWith(ground, link, event.channelId)
      if (running) void befall(ground, running, { type: 'exchange', event })
      else if (event.type === 'entered' || event.type === 'ringing') dropStray(ground, link, event.channelId)
    }
  }
}

function callWith(ground: Ground, link: Link, channelId: string): RunningCall | undefined {
  const ours = /^(?:leg|snoop)-(.+)-\d+$/.exec(channelId)?.[1]
  const named = ground.calls.get(ours ?? channelId)
  if (named && hasChannel(named, channelId)) return named
  for (const running of ground.calls.values())
    if (running.link === link && hasChannel(running, channelId)) return running
  return undefined
}

const hasChannel = ({ state }: RunningCall, channelId: string) =>
  state.legs.some((leg) => leg.channelId === channelId) ||
  state.ears.some(({ snoop }) => snoop?.channelId === channelId)

/** A phone that rings for a call that is over. */
function dropStray(ground: Ground, link: Link, channelId: string) {
  if (!/^(leg|snoop)-/.test(channelId)) return
  ground.log.info({ channelId, exchange: link.exchange.name }, 'a leg without a call is taken down')
  link.exchange.hangUp(channelId, 'withdrawn').catch(() => {})
}

/** A call has come; once. */
export function arrived(
  ground: Ground,
  limits: Limits,
  link: Link,
  event: Extract<ExchangeEvent, { type: 'arrived' }>,
  isFound = false,
) {
  const { callRef, channelId, from, to, channel, startedAt } = event.channel
  if (ground.ended.has(callRef)) return
  const known = ground.calls.get(callRef)
  if (known) {
    if (!hasChannel(known, channelId)) link.exchange.hangUp(channelId, 'declined').catch(() => {})
    return
  }
  const { display } = event.channel
  const isOurs = event.dialledBy !== null
  const state = newCall({
    ...{ callRef, from, to, display, channel },
    direction: isOurs ? 'out' : 'in',
    arrivedAt: Math.min(startedAt, event.at),
  })
  const isTooMany = !isOurs && limits.isTooMany(from)
  const dialled = !isOurs || maybeDial(ground, limits, event.dialledBy ?? '', to)
  void befall(ground, takeUp(ground, link, state), {
    ...{ type: 'arrived', event, isTooMany, isFound },
    mayDial: dialled,
  })
}

/** A colleague, or a number of the list while the hour's calls are not used up. */
export function maybeDial(ground: Ground, limits: Limits, extension: string, number: string): boolean {
  const plan = ground.plan()
  if (!plan) return false
  if (plan.agents.some((agent) => agent.extension === number)) return true
  if (asDialled(number) === undefined || !mayDial(plan.dialling, number)) return false
  return limits.takeDial(extension)
}

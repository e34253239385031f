import type { Command } from '../port.ts'
import { type CallState, desksUp, type Ear, isUp, type LegState, legOf, legOn, mainBridge } from './call.ts'
import { needBridge, ring, takeDown } from './legs.ts'
import { order, refuse, tell, type Work } from './work.ts'

const RING_MS = 20_000

/** Rings the supervisor's phone; once it is up, another mode changes only what they hear and who hears them. */
export function supervise(work: Work, command: Extract<Command, { do: 'supervise' }>) {
  const { call } = work
  const { supervisorId, extension, mode } = command
  const ear = call.ears.find((each) => each.supervisorId === supervisorId)
  if (mode === 'off') {
    const leg = ear && legOf(call, ear.legRef)
    if (!leg) return refuse(work, 'gone')
    return takeDown(work, leg, 'normal', 'agent')
  }
  if (call.phase !== 'talking' || desksUp(call).length === 0) return refuse(work, 'gone')
  if (ear) {
    ear.mode = mode
    return
  }
  const made = {
    side: 'ear',
    role: 'supervisor',
    why: 'supervise',
    agentId: supervisorId,
    extension,
  } as const
  const leg = ring(work, made, RING_MS, { number: call.from ?? call.to, name: '' }, true)
  const bridgeId = `bridge-${call.callRef}-ear-${++call.count.ears}`
  call.ears.push({ supervisorId, legRef: leg.legRef, bridgeId, mode, told: 'off', snoop: null })
}

/** Where a supervisor's leg belongs. */
export const placeOfEar = (call: CallState, ear: Ear) =>
  ear.mode === 'barge' ? mainBridge(call) : ear.snoop?.isUp ? ear.bridgeId : null

/** Puts each supervisor's ear to whoever talks with the customer now, and takes it away when nobody does. */
export function arrangeEars(work: Work) {
  const { call } = work
  for (const ear of [...call.ears]) {
    const leg = legOf(call, ear.legRef)
    if (!leg || !isUp(leg)) continue
    if (call.phase !== 'talking' && call.phase !== 'waiting' && call.phase !== 'call-back') {
      takeDown(work, leg, 'normal', 'system')
      continue
    }
    const target = ear.mode === 'barge' ? undefined : spoken(call)
    const whispers = ear.mode === 'whisper'
    if (ear.snoop && (ear.snoop.on !== target?.channelId || ear.snoop.whispers !== whispers))
      dropSnoop(work, ear)
    if (target && !ear.snoop) putSnoop(work, ear, target, whispers)
    if (ear.mode === 'barge' || ear.snoop?.isUp) heardAs(work, ear)
  }
}

const spoken = (call: CallState) => desksUp(call).find((leg) => leg.legRef !== call.consult?.to)

function putSnoop(work: Work, ear: Ear, target: LegState, whispers: boolean) {
  const { call } = work
  const channelId = `snoop-${call.callRef}-${++call.count.ears}`
  ear.snoop = { channelId, on: target.channelId, whispers, isUp: false }
  const marks = { role: 'ear', agentId: ear.supervisorId }
  order(work, 'snoop', { channelId, on: target.channelId, whispers, callRef: call.callRef, marks })
}

function dropSnoop(work: Work, ear: Ear) {
  if (ear.snoop) order(work, 'hangUp', ear.snoop.channelId, 'normal')
  ear.snoop = null
}

function heardAs(work: Work, ear: Ear) {
  if (ear.told === ear.mode) return
  ear.told = ear.mode
  const { supervisorId, mode, legRef } = ear
  tell(work, 'supervision.changed', { supervisorId, mode }, legRef)
}

/** The ear is there: it joins the supervisor. */
export function snoopEntered(work: Work, ear: Ear) {
  if (!ear.snoop || ear.snoop.isUp) return
  ear.snoop.isUp = true
  needBridge(work, ear.bridgeId)
  order(work, 'join', ear.bridgeId, ear.snoop.channelId)
}

/**
 * It went with the leg it listened to, or could not be put there: then the supervisor is let go rather than left in
 * silence.
 */
export function snoopGone(work: Work, ear: Ear) {
  const { call } = work
  const leg = legOf(call, ear.legRef)
  const target = ear.snoop && legOn(call, ear.snoop.on)
  ear.snoop = null
  if (leg && target && isUp(target)) takeDown(work, leg, 'normal', 'system')
}

/** The supervisor has hung up, or never answered. */
export function earGone(work: Work, leg: LegState) {
  const { call } = work
  const ear = call.ears.find(({ legRef }) => legRef === leg.legRef)
  if (!ear) return
  dropSnoop(work, ear)
  call.ears = call.ears.filter((each) => each !== ear)
  if (ear.told !== 'off')
    tell(work, 'supervision.changed', { supervisorId: ear.supervisorId, mode: 'off' }, leg.legRef)
}

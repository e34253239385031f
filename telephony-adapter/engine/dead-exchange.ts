import type { CallRef } from '../port.ts'
import { noteDevices } from './devices.ts'
import { callsOn, type Ground, type Link, tellOf } from './ground.ts'
import { found, takeUp } from './running.ts'
import { legData } from './work.ts'

/**
 * An exchange that is known not to run is taken for dead when it stays away for so long. One that starts again is back
 * before; its calls are then known to be gone.
 */
const DEAD_AFTER_MS = 15_000
/**
 * One that says nothing may live behind a broken line, and its calls with it: its answer is waited for. No longer than
 * this, for with a machine that has lost its power nobody ever answers, and callers wait to be called back.
 */
const SILENT_AFTER_MS = 30_000
const LOOK_AGAIN_MS = 1_000

/**
 * When the exchange stays away, tells its calls as lost and its phones as gone, so that agents are free and callers are
 * called back. Should the calls live after all, behind a broken line, they are taken up again when it is back, and
 * nobody hangs them up.
 */
export function giveUpIfItStaysAway(ground: Ground, link: Link) {
  const { epoch } = link
  const goneAt = ground.clock.now()
  const lookIn = (ms: number) => {
    const cancel = ground.clock.after(ms, () => {
      link.cancels.delete(cancel)
      if (link.epoch !== epoch || link.state !== 'down') return
      const isDead = link.isRefused || ground.clock.now() - goneAt >= SILENT_AFTER_MS
      if (isDead) giveUp(ground, link)
      else lookIn(LOOK_AGAIN_MS)
    })
    link.cancels.add(cancel)
  }
  lookIn(DEAD_AFTER_MS)
}

function giveUp(ground: Ground, link: Link) {
  const now = ground.clock.now()
  const nothing = { at: now, channels: [], bridges: [], recordings: [], devices: [] }
  const running = callsOn(ground, link)
  ground.log.error(
    { exchange: link.exchange.name, calls: running.length },
    'the exchange stays away; its calls are lost',
  )
  for (const call of running) {
    const { state } = call
    found(ground, call, nothing, { askedAt: now, isSure: true, isLost: true })
    link.givenUp.set(state.callRef, state)
  }
  noteDevices(ground, link, nothing)
}

/** The exchange is back: what was told as lost and is there goes on where it was; the rest is lost indeed. */
export function followAgain(ground: Ground, link: Link, isThere: (callRef: CallRef) => boolean) {
  for (const [callRef, state] of link.givenUp) {
    if (!isThere(callRef)) continue
    ground.ended.delete(callRef)
    takeUp(ground, link, state)
    tellOf(ground, link, 'call.resumed', {}, { callRef, isReconstructed: true })
    for (const leg of state.legs)
      if (leg.state === 'held')
        tellOf(ground, link, 'leg.held', legData(leg), { callRef, legRef: leg.legRef, isReconstructed: true })
  }
  link.givenUp.clear()
}

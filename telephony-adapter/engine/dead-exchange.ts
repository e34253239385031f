import { noteDevices } from './devices.ts'
import type { Ground, Link } from './ground.ts'
import { callsOn } from './resync.ts'
import { found } from './running.ts'

/**
 * An exchange that has been away for so long is taken for dead. One that starts again is back before; its calls are
 * then known to be gone.
 */
const DEAD_AFTER_MS = 15_000

/**
 * When the exchange stays away, tells its calls as lost and its phones as gone, so that agents are free and callers are
 * called back. Should the calls live after all, behind a broken line, they are taken up again when it is back, and
 * nobody hangs them up.
 */
export function giveUpIfItStaysAway(ground: Ground, link: Link) {
  const { epoch } = link
  const cancel = ground.clock.after(DEAD_AFTER_MS, () => {
    link.cancels.delete(cancel)
    if (link.epoch === epoch && link.state === 'down') giveUp(ground, link)
  })
  link.cancels.add(cancel)
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
    found(ground, call, nothing, { askedAt: now, isSure: true, isLost: true })
    ground.ended.delete(call.state.callRef)
  }
  noteDevices(ground, link, nothing)
}

import type { ExchangeSnapshot } from '../exchange.ts'
import type { Ground, Link, RunningCall } from './ground.ts'
import { befall } from './running.ts'

/** Compares a call with its exchange at once, several in one question. */
export function lookAt(ground: Ground, running: RunningCall) {
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

import { noteDevices } from './devices.ts'
import { callsOn, type Ground, type Link } from './ground.ts'
import type { Limits } from './limits.ts'
import { tellMissed } from './missed.ts'
import { removeOrphans } from './orphans.ts'
import { comeUnseen, endRecordings, freshOf } from './resync.ts'
import { found } from './running.ts'

const EVERY_MS = 30_000

/**
 * Compares every call with its exchange each half minute, so that nothing stays for ever because its end was not told:
 * what the exchange does not know in two rounds is over. @returns how to stop it
 */
export function startReaper(ground: Ground, limits: Limits): () => void {
  let cancel = () => {}
  const again = () => {
    cancel = ground.clock.after(EVERY_MS, () => {
      for (const link of ground.links) void reap(ground, limits, link).catch((err) => fail(ground, err))
      again()
    })
  }
  again()
  return () => cancel()
}

const fail = (ground: Ground, err: unknown) =>
  ground.log.warn({ err }, 'a round of comparing calls has failed')

async function reap(ground: Ground, limits: Limits, link: Link): Promise<void> {
  if (!link.isInStep) return
  const { epoch } = link
  const askedAt = ground.clock.now()
  const before = new Set(ground.calls.keys())
  const snapshot = await link.exchange.snapshot().catch(() => undefined)
  if (!snapshot || !link.isInStep || link.epoch !== epoch) return
  noteDevices(ground, link, snapshot)
  for (const running of callsOn(ground, link))
    if (before.has(running.state.callRef)) found(ground, running, snapshot, { askedAt, isSure: false })
  for (const channel of snapshot.channels) {
    const isUnknown = !ground.calls.has(channel.callRef) && !ground.ended.has(channel.callRef)
    if (isUnknown && freshOf([channel])) comeUnseen(ground, limits, link, channel)
  }
  removeOrphans(ground, link, snapshot)
  endRecordings(ground, link, snapshot)
  await tellMissed(ground, link)
}

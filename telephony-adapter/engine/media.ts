import { createHash } from 'node:crypto'
import type { ExchangeEvent } from '../exchange.ts'
import type { CallRef } from '../port.ts'
import { newCall } from './call.ts'
import { type Ground, type Link, type Recorded, tellOf } from './ground.ts'
import { befall, takeUp } from './running.ts'

const AGAIN_MS = [500, 2_000, 5_000, 15_000]
const TOLD_FOR_MS = 60 * 60_000

const callRefOf = (name: string) => /^rec-(.+)-\d+$/.exec(name)?.[1] ?? null

/** A recording has begun: from now on its end is awaited, told or not. */
export function recordingBegan(ground: Ground, link: Link, name: string, callRef: CallRef | null) {
  const known = ground.recordings.get(name)
  if (known) return known
  const recorded: Recorded = { link, callRef, state: 'running', misses: 0, at: ground.clock.now() }
  ground.recordings.set(name, recorded)
  for (const [oldest, { at, state }] of ground.recordings)
    if (state === 'told' && recorded.at - at > TOLD_FOR_MS) ground.recordings.delete(oldest)
  return recorded
}

/** A recording has ended, or ended badly. Once it can be fetched it is told, once, with what it must be. */
export async function recordingEnded(
  ground: Ground,
  link: Link,
  { name, ms, failed }: { name: string; ms: number; failed: string | null },
  callRef = callRefOf(name),
) {
  const recorded = recordingBegan(ground, link, name, callRef)
  if (recorded.state !== 'running') return
  recorded.state = 'fetched'
  const fetch = () => link.exchange.fetchRecording(name)
  const file = failed === null ? await fetchSoon(ground, link, fetch) : undefined
  // Of a link that is down nobody knows what it has: the next round asks again.
  recorded.state = file || failed !== null || link.isInStep ? 'told' : 'running'
  recorded.misses = 0
  recorded.at = ground.clock.now()
  if (recorded.state === 'running' || link.state === 'replaced') return
  if (file) {
    const told = { name, ms: ms > 0 ? ms : lengthOfWav(file), sha256: sha256(file), bytes: file.length }
    return tellOf(ground, link, 'recording.ready', told, { callRef })
  }
  const reason = failed ?? 'the exchange does not have it'
  tellOf(ground, link, 'recording.failed', { name, reason }, { callRef })
}

const sha256 = (file: Buffer) => createHash('sha256').update(file).digest('hex')

/** Of a WAV file as telephones make it: bytes a second stand at 28. */
function lengthOfWav(file: Buffer) {
  const rate = file.length > 44 ? file.readUInt32LE(28) : 0
  return rate > 0 ? Math.round(((file.length - 44) / rate) * 1000) : 0
}

/** Tries again for a while: a file is not always there when its end is told. */
async function fetchSoon(ground: Ground, link: Link, fetch: () => Promise<Buffer | undefined>) {
  for (const ms of [...AGAIN_MS, null]) {
    const file = await fetch().catch(() => undefined)
    if (file || ms === null || link.state === 'replaced') return file
    await new Promise<void>((again) => {
      const cancel = ground.clock.after(ms, () => {
        link.cancels.delete(cancel)
        again()
      })
      link.cancels.add(cancel)
    })
  }
  return undefined
}

/** A fax has arrived, as far as it did. The call may have begun while nobody followed. */
export async function faxed(ground: Ground, link: Link, event: Extract<ExchangeEvent, { type: 'faxed' }>) {
  const { name, callRef, from, to, station, pages, isComplete, error, at } = event
  const file = pages > 0 ? await fetchSoon(ground, link, () => link.exchange.fetchFax(name)) : undefined
  const kept = { sha256: file ? sha256(file) : null, bytes: file?.length ?? 0 }
  const fax = { name, from, to, station, pages, isComplete, error, ...kept }
  if (ground.faxes.has(name)) return
  ground.faxes.add(name)
  if (ground.ended.has(callRef)) return tellOf(ground, link, 'fax.received', fax, { callRef, at })
  let running = ground.calls.get(callRef)
  if (!running) {
    const about = { callRef, at, isReconstructed: true }
    tellOf(ground, link, 'call.offered', { from, to, channel: 'phone', display: null }, about)
    const state = newCall({
      ...{ callRef, direction: 'in', from, to, channel: 'phone', arrivedAt: at, phase: 'fax' },
    })
    running = takeUp(ground, link, state)
  }
  void befall(ground, running, { type: 'fax-kept', fax, at })
}

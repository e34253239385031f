import { wavOf } from '../wav.ts'
import { type Recording, type Switch, tell } from './state.ts'

export function endRecording(sw: Switch, recording: Recording, failed: string | null = null) {
  if (recording.endedAt !== null) return
  const now = sw.clock.now()
  recording.endedAt = now
  const open = recording.pauses.at(-1)
  if (open) open.to ??= now
  const ms = now - recording.startedAt
  tell(sw, recording.bridgeId ?? recording.name, { type: 'recorded', name: recording.name, ms, failed })
}

const RATE = 8000
const TONE_HZ = 440

/** A WAV file, 16 bits mono at 8 kHz, that says nothing but a tone as long as the recording; silent where paused. */
export function soundOf({ startedAt, endedAt, pauses }: Recording): Buffer {
  const ms = (endedAt ?? startedAt) - startedAt
  const count = Math.floor((ms * RATE) / 1000)
  // The tone comes round again every 200 samples.
  const period = Array.from({ length: 200 }, (_, n) =>
    Math.round(8000 * Math.sin((2 * Math.PI * TONE_HZ * n) / RATE)),
  )
  const samples = Int16Array.from({ length: count }, (_, n) => period[n % 200]!)
  for (const { from, to } of pauses) {
    const sample = (at: number) => Math.min(count, Math.max(0, Math.floor(((at - startedAt) * RATE) / 1000)))
    samples.fill(0, sample(from), sample(to ?? endedAt ?? from))
  }
  return wavOf(samples, RATE)
}

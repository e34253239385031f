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
  const wav = Buffer.alloc(44 + count * 2)
  wav.write('RIFF', 0, 'latin1')
  wav.writeUInt32LE(36 + count * 2, 4)
  wav.write('WAVEfmt ', 8, 'latin1')
  wav.writeUInt32LE(16, 16)
  wav.writeUInt16LE(1, 20)
  wav.writeUInt16LE(1, 22)
  wav.writeUInt32LE(RATE, 24)
  wav.writeUInt32LE(RATE * 2, 28)
  wav.writeUInt16LE(2, 32)
  wav.writeUInt16LE(16, 34)
  wav.write('data', 36, 'latin1')
  wav.writeUInt32LE(count * 2, 40)
  // The tone comes round again every 200 samples.
  const period = Array.from({ length: 200 }, (_, n) =>
    Math.round(8000 * Math.sin((2 * Math.PI * TONE_HZ * n) / RATE)),
  )
  for (let n = 0; n < count; n++) wav.writeInt16LE(period[n % 200]!, 44 + n * 2)
  for (const { from, to } of pauses) {
    const sample = (at: number) => Math.min(count, Math.max(0, Math.floor(((at - startedAt) * RATE) / 1000)))
    wav.fill(0, 44 + sample(from) * 2, 44 + sample(to ?? endedAt ?? from) * 2)
  }
  return wav
}

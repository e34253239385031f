/** A sound as 16-bit samples of one channel. */
export type Wav = { rate: number; channels: number; samples: Int16Array; ms: number }

const PCM = 1

/**
 * Reads RIFF/WAVE with 16-bit linear samples, which is what exchanges write. A header that was never completed (its
 * recorder was killed) is believed as far as there are bytes.
 * @returns undefined when it is no such file
 */
export function readWav(bytes: Buffer): Wav | undefined {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 4) !== 'RIFF') return undefined
  if (bytes.toString('latin1', 8, 12) !== 'WAVE') return undefined
  let format: { rate: number; channels: number } | undefined
  for (let at = 12; at + 8 <= bytes.length; ) {
    const kind = bytes.toString('latin1', at, at + 4)
    const size = bytes.readUInt32LE(at + 4)
    const from = at + 8
    if (kind === 'fmt ') {
      if (from + 16 > bytes.length || bytes.readUInt16LE(from) !== PCM) return undefined
      if (bytes.readUInt16LE(from + 14) !== 16) return undefined
      format = { channels: bytes.readUInt16LE(from + 2), rate: bytes.readUInt32LE(from + 4) }
    }
    if (kind === 'data') return format && samplesOf(format, bytes, from, size)
    at = from + size + (size % 2)
  }
  return undefined
}

function samplesOf(
  { rate, channels }: { rate: number; channels: number },
  bytes: Buffer,
  from: number,
  size: number,
): Wav | undefined {
  if (rate === 0 || channels === 0) return undefined
  const told = size === 0 ? bytes.length - from : size
  const frame = 2 * channels
  const frames = Math.floor(Math.min(told, bytes.length - from) / frame)
  const samples = new Int16Array(frames)
  for (let n = 0; n < frames; n++) samples[n] = bytes.readInt16LE(from + n * frame)
  return { rate, channels, samples, ms: Math.round((frames / rate) * 1000) }
}

/** The loudest value of each of so many stretches, 0 (silence) to 100 (as loud as it can be): a waveform to look at. */
export function peaksOf(samples: Int16Array, stretches = 200): number[] {
  const count = Math.min(stretches, samples.length)
  return Array.from({ length: count }, (_, n) => {
    let loudest = 0
    const end = Math.floor(((n + 1) * samples.length) / count)
    for (let at = Math.floor((n * samples.length) / count); at < end; at++)
      loudest = Math.max(loudest, Math.abs(samples[at] ?? 0))
    return Math.round((loudest / 32_768) * 100)
  })
}

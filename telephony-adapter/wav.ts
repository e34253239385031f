/** What stands before the samples, as `wavOf` and most programs write it. */
export const HEADER_BYTES = 44

/** RIFF/WAVE of one channel with 16-bit samples. */
export function wavOf(samples: Int16Array, rate: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + 2 * samples.length)
  bytes.write('RIFF', 0, 'latin1')
  bytes.writeUInt32LE(bytes.length - 8, 4)
  bytes.write('WAVEfmt ', 8, 'latin1')
  bytes.writeUInt32LE(16, 16)
  bytes.writeUInt16LE(1, 20)
  bytes.writeUInt16LE(1, 22)
  bytes.writeUInt32LE(rate, 24)
  bytes.writeUInt32LE(2 * rate, 28)
  bytes.writeUInt16LE(2, 32)
  bytes.writeUInt16LE(16, 34)
  bytes.write('data', 36, 'latin1')
  bytes.writeUInt32LE(2 * samples.length, 40)
  for (const [n, sample] of samples.entries()) bytes.writeInt16LE(sample, HEADER_BYTES + 2 * n)
  return bytes
}

const CR = 0x0d
const LF = 0x0a

/** A mail whose lines end in a bare CR, with those that end so made to end in LF; any other mail as it is. */
export function withLineEnds(bytes: Buffer): { bytes: Buffer; repaired: boolean } {
  const head = bytes.subarray(0, 8192)
  let bareOnes = 0
  let lines = 0
  for (let i = 0; i < head.length; i++) {
    if (head[i] === LF) lines++
    else if (head[i] === CR && isBare(head, i)) bareOnes++
  }
  if (bareOnes < 2 || bareOnes < lines) return { bytes, repaired: false }
  const mended = Buffer.from(bytes)
  for (let i = mended.indexOf(CR); i >= 0; i = mended.indexOf(CR, i + 1))
    if (isBare(mended, i)) mended[i] = LF
  return { bytes: mended, repaired: true }
}

const isBare = (bytes: Buffer, i: number) =>
  bytes[i + 1] !== LF && !(bytes[i + 1] === CR && bytes[i + 2] === LF)

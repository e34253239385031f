/** What the telephone carries: 8,000 samples a second. */
export const TELEPHONE_RATE = 8000

/** Zero crossings of the sinc to each side: enough that what lies above 4 kHz is not heard as a whistle below it. */
const CROSSINGS = 16

/**
 * The same sound with another number of samples a second, by a sinc with a Hann window (J. O. Smith, "Digital Audio
 * Resampling", 2.1); what the new rate cannot carry is filtered away.
 */
export function resampled(samples: Int16Array, from: number, to: number): Int16Array {
  if (from === to) return samples
  const cutOff = Math.min(1, to / from)
  const reach = CROSSINGS / cutOff
  const made = new Int16Array(Math.floor((samples.length * to) / from))
  for (let n = 0; n < made.length; n++) {
    const at = (n * from) / to
    let sum = 0
    for (let k = Math.max(0, Math.ceil(at - reach)); k <= Math.min(samples.length - 1, at + reach); k++)
      sum += samples[k]! * cutOff * sinc((at - k) * cutOff) * hann((at - k) / reach)
    made[n] = Math.max(-32_768, Math.min(32_767, Math.round(sum)))
  }
  return made
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))
/** `x` from -1 to 1. */
const hann = (x: number) => 0.5 * (1 + Math.cos(Math.PI * x))

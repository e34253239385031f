/** Chance that comes out the same for the same seed. */
export type Chance = {
  /** From 0 up to, but not including, 1. */
  next(): number
  /** True so often of 1. */
  happens(probability: number): boolean
  /** A whole number from 0 up to, but not including, this. */
  below(limit: number): number
  exponential(mean: number): number
  /** By its median and the spread of its logarithm. */
  lognormal(median: number, sigma: number): number
  pick<T>(from: readonly T[]): T
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const exponential = (mean: number) => -Math.log(1 - next()) * mean
  return {
    next,
    happens: (probability) => next() < probability,
    below: (limit) => Math.floor(next() * limit),
    exponential,
    lognormal(median, sigma) {
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
      return median * Math.exp(sigma * normal)
    },
    pick: (from) => from[Math.floor(next() * from.length)]!,
  }
}

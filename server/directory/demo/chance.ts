import { createHash } from 'node:crypto'
import type { Id } from '../../platform/values.ts'

/** The same seed gives the same sequence, on every machine and for ever. */
export type Chance = {
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number
  pick<T>(from: readonly T[]): T
}

export function chanceOf(seed: string): Chance {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { below, pick: (from) => from[below(from.length)]! }
}

const FIRST_ID_AT = Date.UTC(2026, 0, 1)

/** The n-th id of its kind: a UUID of version 7 whose time and random part are both derived. */
export function demoId<Of extends string>(kind: Of, n: number): Id<Of> {
  const bytes = createHash('sha256').update(`${kind}:${n}`).digest().subarray(0, 16)
  bytes.writeUIntBE(FIRST_ID_AT + n, 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5') as Id<Of>
}

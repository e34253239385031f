import type { ClearCause } from '../port.ts'

/** Q.850, as Asterisk counts causes. */
const HEARD: Record<number, ClearCause> = {
  1: 'not-found',
  2: 'not-found',
  3: 'unreachable',
  16: 'normal',
  17: 'busy',
  18: 'no-answer',
  19: 'no-answer',
  20: 'unreachable',
  21: 'declined',
  22: 'not-found',
  26: 'withdrawn',
  27: 'unreachable',
  28: 'not-found',
  31: 'normal',
}
const SAID: Record<ClearCause, number> = {
  normal: 16,
  busy: 17,
  'no-answer': 19,
  declined: 21,
  'not-found': 1,
  unreachable: 20,
  network: 38,
  /** Somebody else has taken it: phones then show no missed call. */
  withdrawn: 26,
  lost: 41,
}
const NETWORK_FROM = 32

/** Why a channel ended, from what the exchange says of it. `wasUp`: somebody had answered. */
export function causeOf(code: number, wasUp: boolean): ClearCause {
  const cause = HEARD[code] ?? (code >= NETWORK_FROM ? 'network' : 'normal')
  return wasUp && cause !== 'network' ? 'normal' : cause
}

export const codeOf = (cause: ClearCause) => String(SAID[cause])

import type { Plan } from '../plan.ts'

/** International prefixes of the carriers of Taiwan: 002, 005, 006, 007, 009, 012 … 019. */
const ABROAD = /^(00[25679]|01[2-9])/

/**
 * A dialled number as E.164 (`+886223979298`). Short numbers of the exchange or the network stay as they are.
 * Undefined for what is no number: codes of the exchange, letters, anything a trunk might read as something else.
 */
export function asDialled(number: string): string | undefined {
  const bare = number.replaceAll(/[\s().-]/g, '')
  if (!/^\+?\d{2,20}$/.test(bare)) return undefined
  if (bare.startsWith('+')) return bare
  if (ABROAD.test(bare)) return `+${bare.replace(ABROAD, '')}`
  return bare.startsWith('0') ? `+886${bare.slice(1)}` : bare
}

/** Whether the plan lets anybody dial it: a beginning that is allowed and none that is denied. */
export function mayDial({ allow, deny }: Pick<Plan['dialling'], 'allow' | 'deny'>, number: string) {
  const dialled = asDialled(number)
  if (dialled === undefined) return false
  const begins = (beginning: string) => dialled.startsWith(beginning)
  return allow.some(begins) && !deny.some(begins)
}

import type { Deps } from '../../platform/deps.ts'
import { readState, wantComparison } from './state.ts'

const HOUR_MS = 3_600_000
/** Three in the morning in Taipei, eight hours before UTC: few ask, and nobody edits. */
const HOUR = 3
const TAIPEI_MS = 8 * HOUR_MS

/** Asks whoever keeps the index for the comparison of the night, once a night; a night that was missed is made up for. */
export async function askForComparison({ db, now }: Pick<Deps, 'db' | 'now'>): Promise<void> {
  const { comparedAt } = await readState(db)
  if (comparedAt === null || comparedAt < lastNight(now())) await wantComparison(db)
}

/** The last time that it was three in the morning in Taipei. */
export function lastNight(at: Date): Date {
  const day = 24 * HOUR_MS
  const shift = TAIPEI_MS - HOUR * HOUR_MS
  return new Date(Math.floor((at.getTime() + shift) / day) * day - shift)
}

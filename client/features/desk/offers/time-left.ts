import type { Offer } from '../../../../server/api.ts'

/**
 * How long an offer may still be answered. A clock that is wrong by minutes must not hide it: it is never more than
 * what it was made for, and never less than nothing.
 */
export function timeLeft({ madeAt, expiresAt }: Pick<Offer, 'madeAt' | 'expiresAt'>, now: number) {
  const total = Math.max(1, Date.parse(expiresAt) - Date.parse(madeAt))
  const left = Math.min(total, Math.max(0, Date.parse(expiresAt) - now))
  return { seconds: Math.ceil(left / 1000), percent: (100 * left) / total }
}

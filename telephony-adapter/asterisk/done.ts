import type { Done } from '../exchange.ts'

export const OK: Done = { ok: true }

/** What an answer of ARI says to an order. What is there no more, or is elsewhere by now, is gone. */
export function doneOf({ status, why }: { status: number; why: string }): Done {
  if (status >= 200 && status < 300) return OK
  if (status === 0) return { ok: false, code: 'link-down', why }
  if ([404, 409, 410, 422].includes(status)) return { ok: false, code: 'gone', why }
  return { ok: false, code: 'failed', why: `${status} ${why}` }
}

import { parseRocDate } from '../platform/zh/roc-date.ts'

/** What people write in a form, as the API reads it. What cannot be read is passed on, so that its rules speak. */

export function numberOf(written: string | undefined) {
  const number = Number(written)
  return written === undefined || Number.isNaN(number) ? written : number
}

/** `1151121`, `115.11.21`, `民國115年11月21日`, `2026-11-21` → `2026-11-21`. */
export const dateOf = (written: string | undefined) =>
  written === undefined ? undefined : (parseRocDate(written) ?? written)

/** Number and extension stand in two fields and travel as one: `02-2397-9298 #123`. */
export const phoneOf = (number: string | undefined, extension: string | undefined) =>
  number && extension ? `${number} #${extension}` : number

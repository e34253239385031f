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

/**
 * A case number as typed or read out: `115-000731`, `１１５－０００７３１`, `115000731`, `115-731`, `掛號 115 731`.
 * What is no such number is given back as it is.
 */
export function caseNumber(written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  const text = written.normalize('NFKC').replace(/[\u2010-\u2015\u2212\u30FC]/gu, '-')
  const [, year = '', digits = ''] =
    /^\D*(\d{2,3})\s*-\s*(\d{1,9})\D*$/u.exec(text) ??
    /^\D*(\d{3})\s+(\d{1,9})\D*$/u.exec(text) ??
    /^\D*(\d{3})(\d{6})\D*$/u.exec(text) ??
    []
  return year ? `${year}-${digits.padStart(6, '0')}` : text.trim()
}

const FIRST_YEAR = 1911
const TAIPEI_OFFSET_MS = 8 * 60 * 60 * 1000

/** A moment on the wall calendar of Taipei, or a plain day `2026-11-21`, in parts. */
function partsOf(value: Date | string) {
  const local = typeof value === 'string' ? value : new Date(+value + TAIPEI_OFFSET_MS).toISOString()
  const [year = 0, month = 0, day = 0] = local.slice(0, 10).split('-').map(Number)
  return { year, month, day, time: local.slice(11, 16) }
}

const two = (n: number) => String(n).padStart(2, '0')

/** The ROC year (115 is 2026) of a moment in Taipei, or of a plain day. 0 and below are before the Republic. */
export const rocYear = (value: Date | string): number => partsOf(value).year - FIRST_YEAR

/** `115.11.21`; before 1912 `民國前7.01.01`. */
export function formatRocDate(value: Date | string): string {
  const { year, month, day } = partsOf(value)
  const roc = year - FIRST_YEAR
  return `${roc > 0 ? roc : `民國前${1 - roc}`}.${two(month)}.${two(day)}`
}

/** `115.11.21 10:04`, Taipei time. */
export const formatRocMoment = (at: Date): string => `${formatRocDate(at)} ${partsOf(at).time}`

/** `民國115年11月21日`, for letters and documents. */
export function formatRocDateLong(value: Date | string): string {
  const { year, month, day } = partsOf(value)
  const roc = year - FIRST_YEAR
  return `民國${roc > 0 ? roc : `前${1 - roc}`}年${month}月${day}日`
}

const WRITTEN = /^(?:中華)?(民國)?(前)?(\d{1,4}|元)[年/.-](\d{1,2})[月/.-](\d{1,2})日?$/u
const DIGITS = /^(\d{2,4})(\d{2})(\d{2})$/u

/**
 * What somebody typed as a date: 1151121, 115/11/21, 115.11.21, 民國115年11月21日, 2026-11-21, full-width
 * digits included. A year of up to 3 digits is of the Republic, one of 4 is Gregorian.
 *
 * @returns the day as `2026-11-21`; undefined when it is no date or such a day never was (1150229)
 */
export function parseRocDate(typed: string): string | undefined {
  const text = typed.normalize('NFKC').replace(/\s+/gu, '')
  const digits = DIGITS.exec(text)
  const written = WRITTEN.exec(text)
  if (digits) return dayOf(gregorian(digits[1]!, false), Number(digits[2]), Number(digits[3]))
  if (!written) return undefined
  const [, republic, before, year = '', month, day] = written
  if (before && !republic) return undefined
  if (republic && year.length === 4) return undefined
  return dayOf(gregorian(year, before !== undefined), Number(month), Number(day))
}

function gregorian(year: string, before: boolean): number {
  const n = year === '元' ? 1 : Number(year)
  if (before) return FIRST_YEAR + 1 - n
  return year.length === 4 ? n : FIRST_YEAR + n
}

function dayOf(year: number, month: number, day: number): string | undefined {
  if (year < 1000) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.toISOString().slice(0, 10) : undefined
}

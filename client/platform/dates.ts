import type { Language } from './language.ts'

const TAIPEI = 'Asia/Taipei'

/** How a reader wants years: 民國 115, 西元 2026, or both. */
export type CalendarChoice = 'roc' | 'gregorian' | 'both'

/** The calendar of a language unless the reader chose one. */
export const calendarOf = (language: Language): CalendarChoice => (language === 'en' ? 'gregorian' : 'roc')

type Parts = { year: number; month: string; day: string; hour: string; minute: string; weekday: string }

const numeric = new Intl.DateTimeFormat('en-CA', {
  timeZone: TAIPEI,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
})
const weekdays = {
  'zh-TW': new Intl.DateTimeFormat('zh-TW', { timeZone: TAIPEI, weekday: 'narrow' }),
  en: new Intl.DateTimeFormat('en', { timeZone: TAIPEI, weekday: 'short' }),
}

function partsOf(at: Date, language: Language): Parts {
  const part = Object.fromEntries(numeric.formatToParts(at).map(({ type, value }) => [type, value]))
  return {
    year: Number(part.year),
    month: part.month ?? '',
    day: part.day ?? '',
    hour: part.hour ?? '',
    minute: part.minute ?? '',
    weekday: weekdays[language].format(at),
  }
}

const rocYear = (year: number) => (year > 1911 ? String(year - 1911) : `前${1912 - year}`)

/** `115.11.21`, `2026-11-21`, or both. Taipei's day, whatever the reader's clock. */
export function formatDate(at: Date, language: Language, calendar = calendarOf(language)): string {
  const { year, month, day } = partsOf(at, language)
  const roc = `${rocYear(year)}.${month}.${day}`
  const gregorian = `${year}-${month}-${day}`
  return calendar === 'roc' ? roc : calendar === 'gregorian' ? gregorian : `${roc}（${gregorian}）`
}

/** `115.11.21（六）`, or `2026-11-21 (Sat)`. */
export function formatDateWithWeekday(at: Date, language: Language, calendar = calendarOf(language)): string {
  const { weekday } = partsOf(at, language)
  const date = formatDate(at, language, calendar)
  return language === 'en' ? `${date} (${weekday})` : `${date}（${weekday}）`
}

/** `10:04`, Taipei time. */
export function formatTime(at: Date): string {
  const { hour, minute } = partsOf(at, 'en')
  return `${hour}:${minute}`
}

/** `115.11.21 10:04`. */
export const formatDateTime = (at: Date, language: Language, calendar = calendarOf(language)) =>
  `${formatDate(at, language, calendar)} ${formatTime(at)}`

/** `民國115年11月21日`, for sentences and for echoing what was understood. */
export const formatLongDate = (at: Date) =>
  new Intl.DateTimeFormat('zh-TW-u-ca-roc', { timeZone: TAIPEI, dateStyle: 'long' }).format(at)

/** `2026-11-21` of a moment, Taipei's day: the value of a `date`, and of `<time datetime>`. */
export function isoDate(at: Date): string {
  const { year, month, day } = partsOf(at, 'en')
  return `${String(year).padStart(4, '0')}-${month}-${day}`
}

/** The moment at which a `date` (`2026-11-21`) begins in Taipei. */
export const startOfDay = (date: string) => new Date(`${date}T00:00:00+08:00`)

/**
 * Reads a date as people in the office type it: `1151121`, `115/11/21`, `115.11.21`, `民國115年11月21日`,
 * `2026-11-21`, `20261121`, full-width digits too. Years of one to three digits are 民國, of four 西元.
 *
 * @returns the ISO date, or undefined when it is no date (also 115.02.29: 115 is not a leap year)
 */
export function parseDate(text: string): string | undefined {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  const found =
    /^(?:民國|西元)?(\d{1,4})[年./-](\d{1,2})[月./-](\d{1,2})日?$/.exec(plain) ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ??
    /^(\d{2,3})(\d{2})(\d{2})$/.exec(plain)
  if (!found) return undefined
  const [, y = '', m = '', d = ''] = found
  const year = y.length === 4 ? Number(y) : Number(y) + 1911
  const date = new Date(Date.UTC(year, Number(m) - 1, Number(d)))
  const real = date.getUTCMonth() === Number(m) - 1 && date.getUTCDate() === Number(d)
  return real && year > 0 ? date.toISOString().slice(0, 10) : undefined
}

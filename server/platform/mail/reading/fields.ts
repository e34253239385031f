import { LIMITS } from './limits.ts'

const LONGEST_ID = 998

/** The message ids of a header, with angle brackets; those without them too, when they hold an `@`. */
export function messageIds(text: string): string[] {
  const ids = new Set<string>()
  const add = (inside: string) => {
    const id = inside.replace(/[\s<>]/g, '')
    if (id !== '' && id.length < LONGEST_ID) ids.add(`<${id}>`)
  }
  let at = 0
  for (let open = text.indexOf('<'); open >= 0; open = text.indexOf('<', at)) {
    const close = text.indexOf('>', open)
    if (close < 0) break
    add(text.slice(open + 1, close))
    at = close + 1
  }
  if (ids.size === 0)
    for (const word of text.split(/[\s,;]+/)) if (word.includes('@') && !/["()]/.test(word)) add(word)
  const all = [...ids]
  // The first mail of a thread and the latest ones tell most.
  return all.length <= LIMITS.references ? all : [all[0]!, ...all.slice(1 - LIMITS.references)]
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const ZONES: Record<string, number> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  jst: 540,
  kst: 540,
  hkt: 480,
}
const WRITTEN =
  /(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]{0,6}[\s-]+(\d{2,4})[\s,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(?:([+-])(\d{2}):?(\d{2})|([A-Za-z]{1,4}))?/
const NUMBERS =
  /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?\s*(?:([+-])(\d{2}):?(\d{2})|([A-Za-z]{1,4}))?/

/** The time of a date header, however loosely it is written; null when it says none that can be. */
export function dateOf(text: string): Date | null {
  const short = text.slice(0, 200)
  const written = WRITTEN.exec(short)
  const numbers = written ? null : NUMBERS.exec(short)
  const [, a = '', b = '', c = '', hour, minute, second, ...zone] = written ?? numbers ?? []
  if (hour === undefined) return null
  const month = written ? MONTHS.indexOf(b.toLowerCase()) : Number(b) - 1
  const day = Number(written ? a : c)
  const year = fullYear(Number(written ? c : a))
  if (month < 0 || month > 11 || day < 1 || day > 31) return null
  const local = Date.UTC(year, month, day, Number(hour), Number(minute), Math.min(Number(second ?? 0), 59))
  const date = new Date(local - minutesOf(zone) * 60_000)
  const isPossible = date.getTime() > 0 && date.getUTCFullYear() < 2200 && Number(hour) < 25
  return isPossible ? date : null
}

const fullYear = (year: number) => (year >= 100 ? year : year < 50 ? 2000 + year : 1900 + year)

function minutesOf([sign, hours, minutes, name]: (string | undefined)[]) {
  if (sign) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  return ZONES[name?.toLowerCase() ?? ''] ?? 0
}

import type { OfficeHours } from '../../calendars/working-time.ts'
import type { Language } from './letter.ts'

const DAYS: Record<Language, readonly string[]> = {
  'zh-TW': ['日', '一', '二', '三', '四', '五', '六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

/** `週一至週五 08:30–17:30，國定假日除外`, for the reader's language. */
export function officeHoursText(language: Language, { weekdays, open }: OfficeHours): string {
  const days = DAYS[language]
  const names = runsOf(weekdays).map(([first, last]) => {
    if (language === 'en') return first === last ? days[first] : `${days[first]} to ${days[last]}`
    return first === last ? `週${days[first]}` : `週${days[first]}至週${days[last]}`
  })
  const times = open.map(({ fromMinute, toMinute }) => `${clock(fromMinute)}–${clock(toMinute)}`)
  return language === 'en'
    ? `${names.join(', ')}, ${times.join(' and ')}, except public holidays`
    : `${names.join('、')} ${times.join('、')}，國定假日除外`
}

/** Neighbouring weekdays together: 1,2,3,5 is 1–3 and 5. */
function runsOf(weekdays: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = []
  for (const day of weekdays.toSorted((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run && run[1] === day - 1) run[1] = day
    else runs.push([day, day])
  }
  return runs
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

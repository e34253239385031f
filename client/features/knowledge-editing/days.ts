/** The same day of the next year; of a leap day the last of February. */
export function inAYear(day: string): string {
  const [year = 0, month, date] = day.split('-')
  const isLeapDay = month === '02' && date === '29'
  return `${Number(year) + 1}-${month}-${isLeapDay ? '28' : date}`
}

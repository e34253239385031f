import {
  calendarOf,
  formatDate,
  formatDateTime,
  formatDateWithWeekday,
  formatTime,
  isoDate,
} from '../platform/dates.ts'
import { useT } from '../platform/i18n.ts'

/**
 * A moment as the reader's calendar writes it (`115.11.21 10:04`), with the other calendar as a hint.
 *
 * @param at an instant, or a `date` such as `2026-11-21`
 */
export function RocTime({
  at,
  show = 'date-time',
  className,
}: {
  at: string
  show?: 'date' | 'date-time' | 'time' | 'weekday'
  className?: string
}) {
  const { language } = useT()
  const dateOnly = at.length === 10
  const moment = new Date(dateOnly ? `${at}T12:00:00+08:00` : at)
  const other = calendarOf(language) === 'roc' ? 'gregorian' : 'roc'
  const text = {
    date: formatDate,
    'date-time': dateOnly ? formatDate : formatDateTime,
    weekday: formatDateWithWeekday,
    time: formatTime,
  }[show](moment, language)
  return (
    <time
      dateTime={show === 'date' || dateOnly ? isoDate(moment) : moment.toISOString()}
      title={dateOnly ? formatDate(moment, language, other) : formatDateTime(moment, language, other)}
      className={className}
    >
      {text}
    </time>
  )
}

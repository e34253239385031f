import { type CalendarDate, createCalendar, parseDate as parseIso, toCalendar } from '@internationalized/date'
import { CalendarDays, ChevronLeft, ChevronRight } from 'lucide-react'
import { type Ref, useState } from 'react'
import {
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
} from 'react-aria-components/Calendar'
import { Heading } from 'react-aria-components/Heading'
import { I18nProvider } from 'react-aria-components/I18nProvider'
import { formatDate, formatLongDate, isoDate, parseDate, startOfDay } from '../platform/dates.ts'
import { useT } from '../platform/i18n.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { ErrorLine, type FieldProps, Mark, useFieldIds } from './FieldParts.tsx'
import { useHydrated } from './hydrated.ts'
import { Popover } from './Popover.tsx'
import './DateField.css'

export type DateFieldProps = FieldProps & {
  /** `2026-11-21`, or null for none. What is no date, as of a refused form, is shown as it is. */
  value?: string | null
  defaultValue?: string | null
  /** Told on leaving the field: an ISO date, or null for empty and for what is no date. */
  onChange?: (date: string | null) => void
  /** First and last date allowed, ISO. The server decides; the calendar only greys out. */
  min?: string
  max?: string
  inputRef?: Ref<HTMLInputElement>
}

/**
 * A day, typed as people in the office type it (`1151121`, `115/11/21`, `2026-11-21`) and echoed in full beside
 * the field, or picked from a 民國 calendar. Posted as typed: the server reads the same ways of writing.
 */
export function DateField({
  label,
  description,
  error,
  isRequired = false,
  mark,
  name,
  isDisabled = false,
  autoFocus,
  id,
  className,
  value,
  defaultValue,
  onChange,
  min,
  max,
  inputRef,
}: DateFieldProps) {
  const { t, language } = useT()
  const awake = useHydrated()
  const shownAs = (given: string | null | undefined) => {
    const date = parseDate(given ?? '')
    return date ? formatDate(startOfDay(date), language) : (given ?? '')
  }
  const [text, setText] = useState(() => shownAs(value ?? defaultValue))
  const [given, setGiven] = useState(value)
  const [left, setLeft] = useState(false)
  // A date set from outside replaces what was typed; the answer to what was typed does not.
  if (value !== undefined && given !== value) {
    setGiven(value)
    setText(shownAs(value))
  }
  const date = parseDate(text)
  const wrong = left && text.trim() !== '' && !date
  const shownError = error ?? (wrong ? t('date.invalid') : undefined)
  const { ids, aria } = useFieldIds({ ...(id && { id }), description: true, error: shownError })

  const settle = (typed: string) => {
    const read = parseDate(typed)
    setLeft(true)
    if (read) setText(shownAs(read))
    setGiven(read ?? null)
    onChange?.(read ?? null)
  }
  return (
    <div className={classes('ui-field', className)}>
      <label className="ui-label" htmlFor={ids.control}>
        {label}
        <Mark isRequired={isRequired} {...(mark && { mark })} />
      </label>
      <span id={ids.description} className="ui-description">
        {description ?? t('date.hint')}
      </span>
      <span className="ui-date">
        <input
          className="ui-input"
          id={ids.control}
          name={name}
          value={text}
          inputMode="numeric"
          autoComplete="off"
          disabled={isDisabled}
          // biome-ignore lint/a11y/noAutofocus: asked for by the screen, as for every field
          autoFocus={autoFocus}
          aria-required={isRequired || undefined}
          ref={inputRef}
          onChange={(event) => setText(event.target.value)}
          onBlur={(event) => settle(event.target.value)}
          {...aria}
        />
        {awake && !isDisabled && (
          <Popover
            label={t('date.calendar')}
            trigger={<Button icon={<CalendarDays aria-hidden />} aria-label={t('date.openCalendar')} />}
          >
            {(close) => (
              <Month
                chosen={date}
                min={min}
                max={max}
                onPick={(picked) => {
                  settle(picked)
                  close()
                }}
              />
            )}
          </Popover>
        )}
        <output className="ui-date-echo" htmlFor={ids.control}>
          {date && language !== 'en' && formatLongDate(startOfDay(date))}
        </output>
      </span>
      {shownError && <ErrorLine id={ids.error}>{shownError}</ErrorLine>}
    </div>
  )
}

const WEEK_STARTS_SUNDAY = 'sun'
const dayOf = (date: string | undefined) => (date ? parseIso(date) : null)

function Month({
  chosen,
  min,
  max,
  onPick,
}: {
  chosen: string | undefined
  min: string | undefined
  max: string | undefined
  onPick: (date: string) => void
}) {
  const { t, language } = useT()
  const start = dayOf(chosen ?? isoDate(new Date()))
  const calendar = language === 'en' ? 'gregory' : 'roc'
  const own = (date: CalendarDate | null) => (date ? toCalendar(date, createCalendar(calendar)) : null)
  return (
    <I18nProvider locale={language === 'en' ? 'en-US' : 'zh-TW-u-ca-roc'}>
      <Calendar
        className="ui-calendar"
        aria-label={t('date.calendar')}
        value={own(dayOf(chosen))}
        defaultFocusedValue={own(start)}
        minValue={own(dayOf(min))}
        maxValue={own(dayOf(max))}
        firstDayOfWeek={WEEK_STARTS_SUNDAY}
        autoFocus
        onChange={(picked) => onPick(toCalendar(picked, createCalendar('gregory')).toString())}
      >
        <header>
          <Button
            slot="previous"
            variant="quiet"
            size="small"
            icon={<ChevronLeft aria-hidden />}
            aria-label={t('date.previousMonth')}
          />
          <Heading />
          <Button
            slot="next"
            variant="quiet"
            size="small"
            icon={<ChevronRight aria-hidden />}
            aria-label={t('date.nextMonth')}
          />
        </header>
        <CalendarGrid weekdayStyle="narrow">
          <CalendarGridHeader>{(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}</CalendarGridHeader>
          <CalendarGridBody>{(day) => <CalendarCell date={day} className="ui-day" />}</CalendarGridBody>
        </CalendarGrid>
      </Calendar>
    </I18nProvider>
  )
}

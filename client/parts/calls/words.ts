import type { CallRow } from '../../../server/api.ts'
import type { Translate } from '../../platform/i18n.ts'

type T = Translate<'phone'>

/** A span as a clock shows it: `0:42`, `12:05`, `1:02:03`. Never less than nothing. */
export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (n: number) => String(n).padStart(2, '0')
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

type Called = Pick<CallRow, 'number' | 'caller'>

/** The number as it may be shown; withheld ones say so. */
export const numberInWords = (t: T, { number }: Pick<Called, 'number'>) => number ?? t('call.withheld')

/** Who calls, in one line: name and agency, else the number. */
export const whoInWords = (t: T, call: Called) =>
  call.caller ? [call.caller.agencyName, call.caller.name].filter(Boolean).join(' ') : numberInWords(t, call)

/** What became of a call, or where it is now. */
export const resultInWords = (t: T, { outcome, state }: Pick<CallRow, 'outcome' | 'state'>) =>
  outcome ? t(`log.ended.${outcome}`) : t(`log.stage.${state}`)

/** What happened, by the name of the event; one that is not known yet is shown as it is. */
export function eventInWords(t: T, type: string): string {
  const key = type.replaceAll('.', '-')
  return t(`log.event.${key}` as 'log.event.call-ended', { defaultValue: type })
}

import type { CallSettings } from '../../../server/api.ts'
import { formatTime, isoDate, parseDate } from '../../platform/dates.ts'

export type Instant = CallSettings['announcements'][number]['startsAt']

const TIME = /^([01]?\d|2[0-3])[:：]([0-5]\d)$/u

/** A day as people in the office type it, a space, and a time of day in Taiwan; undefined for anything else. */
export function momentOf(text: string): Date | undefined {
  const [day = '', time = '', ...rest] = text.normalize('NFKC').trim().split(/\s+/u)
  const date = parseDate(day)
  const [, hour, minute] = TIME.exec(time) ?? []
  if (!date || !hour || !minute || rest.length > 0) return undefined
  return new Date(`${date}T${hour.padStart(2, '0')}:${minute}:00+08:00`)
}

/** `2026-11-21 18:00` */
export const momentText = (at: Date) => `${isoDate(at)} ${formatTime(at)}`

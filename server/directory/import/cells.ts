import { parsePhone } from '../../platform/zh/phone.ts'
import { parseRocDate } from '../../platform/zh/roc-date.ts'
import { cleanLine } from '../../platform/zh/text.ts'
import { type FaultCode, faultOf } from './faults.ts'
import type { Fault } from './shapes.ts'

const LONGEST_SHOWN = 60
const LONGEST_MAIL = 254
const MAILBOX = /^[^\s\p{C}<>()[\]\\,;:"@]+@[^\s\p{C}<>()[\]\\,;:"@.]+(?:\.[^\s\p{C}<>()[\]\\,;:"@.]+)+$/u
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u
/** A day as a spreadsheet counts it, from 1954 to 2119. */
const SERIAL_DAY = /^(?:2|3|4|5|6|7)\d{4}(?:\.0+)?$/
const SERIAL_DAY_0 = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000
/** Written in a cell, it empties the field; an empty cell leaves the field as it is. */
const EMPTIES = /^[-－—–]$/u

/** The cells of one row by field, and what is found wrong with them. */
export type Cells = {
  faults: Fault[]
  /** The words of a field: undefined when there are none, null when it is to be emptied. */
  text(field: string, most: number): string | null | undefined
  code(field: string, most: number): string | null | undefined
  phones(phone: string, extension: string, mobile: string): { e164: string; extension: string }[] | undefined
  mail(field: string): string | null | undefined
  day(field: string): string | null | undefined
  fault(code: FaultCode, about?: Omit<Fault, 'code'>): void
}

/** Looks at cells as fields; the same header twice is read once (see `columnsFor`). */
export function cellsOf(columns: readonly (string | null)[], raw: readonly string[]): Cells {
  const faults: Fault[] = []
  const fault = (code: FaultCode, about: Omit<Fault, 'code'> = {}) => void faults.push(faultOf(code, about))
  const shown = (value: string) =>
    value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value

  function cell(field: string) {
    const value = cleanLine(raw[columns.indexOf(field)] ?? '')
    if (value.includes('\uFFFD')) {
      fault('garbled', { field })
      return undefined
    }
    return value === '' ? undefined : value
  }

  function text(field: string, most: number) {
    const value = cell(field)
    if (value === undefined) return undefined
    if (EMPTIES.test(value)) return null
    if ([...value].length <= most) return value
    fault('too-long', { field, most })
    return undefined
  }

  return {
    faults,
    fault,
    text,
    code(field, most) {
      const typed = text(field, most)
      if (typed === null || typed === undefined) return typed
      const value = typed.normalize('NFKC').replace(/\s+/gu, '').toUpperCase()
      if (CODE.test(value)) return value
      fault('code-malformed', { field, value: shown(typed) })
      return undefined
    },
    phones(phone, extension, mobile) {
      const cells = [phone, mobile].map((field) => [field, cell(field)] as const)
      if (cells.every(([, value]) => value === undefined)) return undefined
      const given = cells.flatMap(([field, value]) =>
        value === undefined || EMPTIES.test(value)
          ? []
          : value.split(/[、;；/／]/u).map((one) => [field, one] as const),
      )
      const inside = cell(extension)?.normalize('NFKC').replace(/\D/gu, '')
      const found = given.flatMap(([field, typed]) => {
        if (typed.trim() === '') return []
        const parsed = parsePhone(typed)
        if (!parsed) {
          fault('phone-unreadable', { field, value: shown(typed.trim()) })
          return []
        }
        return [{ ...parsed, extension: parsed.extension || (field === phone ? (inside ?? '') : '') }]
      })
      const distinct = new Map(found.map((one) => [`${one.e164}#${one.extension}`, one]))
      return [...distinct.values()]
    },
    mail(field) {
      const typed = text(field, LONGEST_MAIL)
      if (typed === null || typed === undefined) return typed
      const value = typed.normalize('NFKC').replace(/^mailto:/iu, '')
      if (MAILBOX.test(value)) return value
      fault('mail-unreadable', { field, value: shown(typed) })
      return undefined
    },
    day(field) {
      const typed = text(field, 40)
      if (typed === null || typed === undefined) return typed
      const day = dayOf(typed)
      if (!day) fault('date-unreadable', { field, value: shown(typed) })
      return day
    },
  }
}

/** A day as people or spreadsheets write it. */
export function dayOf(typed: string): string | undefined {
  const text = typed.normalize('NFKC').trim()
  if (SERIAL_DAY.test(text)) return new Date(SERIAL_DAY_0 + Number(text) * DAY_MS).toISOString().slice(0, 10)
  // A spreadsheet's own date may bring a time along.
  return parseRocDate(text.replace(/[T ]\d{1,2}:\d{2}.*$/u, ''))
}

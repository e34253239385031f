import type { Session } from '../../../server/api.ts'
import { isoDate, parseDate } from '../../platform/dates.ts'
import { countCharacters } from '../../platform/graphemes.ts'

/** What the form holds, all of it as typed. */
export type Values = Record<(typeof FIELDS)[number], string>

export const FIELDS = [
  'systemId',
  'description',
  'title',
  'occurredOn',
  'impact',
  'name',
  'email',
  'phone',
  'extension',
  'agencyId',
  'agencyName',
] as const

/** In characters as people count them. */
export const LIMITS = { description: 20_000, title: 50, name: 50 } as const

export const emptyValues = (): Values =>
  Object.fromEntries(FIELDS.map((name) => [name, ''])) as Record<string, string> as Values

/** What the service already knows is not asked again. */
export function valuesOf(session: Session | null, description = '', systemId = ''): Values {
  const [phone = '', extension = ''] = (session?.phone ?? '').split('#').map((part) => part.trim())
  return {
    ...emptyValues(),
    systemId,
    description,
    name: session?.name ?? '',
    email: session?.email ?? '',
    phone,
    extension,
    agencyId: session?.agencyId ? String(session.agencyId) : '',
    agencyName: session?.agencyName ?? '',
  }
}

/** Takes values from anywhere (a posted form, a draft), and nothing but values. */
export function readValues(from: Readonly<Record<string, unknown>>, otherwise = emptyValues()): Values {
  const entries = FIELDS.map((name) => {
    const value = from[name]
    const first: unknown = Array.isArray(value) ? value[0] : value
    return [name, typeof first === 'string' ? first : otherwise[name]] as const
  })
  return Object.fromEntries(entries) as Record<string, string> as Values
}

/** What is wrong, by field; the words are the catalogue's `caseForm.missing` and `caseForm.wrong`. */
export type Fault =
  | { kind: 'missing' }
  | { kind: 'wrong'; rule: 'email' | 'occurredOn' | 'future' | 'phone' | 'extension' }
  | { kind: 'tooLong'; limit: number }

const REQUIRED = ['systemId', 'description', 'email'] as const
/** Digits and what stands between them; people also write the extension here. */
const PHONE = /^(?:[\d\s+\-()./#,]|分機|轉接?|ext(?:ension)?)*$/iu
const MAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u

/**
 * Finds what the server would refuse, before it is asked. The server decides; this only spares a round trip.
 *
 * @param now for "not after today", Taipei's day
 */
export function checkValues(values: Values, now: Date): Partial<Record<keyof Values, Fault>> {
  const faults: Partial<Record<keyof Values, Fault>> = {}
  for (const name of REQUIRED) if (isBlank(values[name])) faults[name] = { kind: 'missing' }
  const wrong = (name: keyof Values, rule: Extract<Fault, { kind: 'wrong' }>['rule']) => {
    faults[name] = { kind: 'wrong', rule }
  }
  const plain = (text: string) => text.normalize('NFKC').trim()
  if (!faults.email && !MAIL.test(plain(values.email))) wrong('email', 'email')
  if (!isBlank(values.occurredOn)) {
    const date = parseDate(values.occurredOn)
    if (!date) wrong('occurredOn', 'occurredOn')
    else if (date > isoDate(now)) wrong('occurredOn', 'future')
  }
  if (!PHONE.test(plain(values.phone))) wrong('phone', 'phone')
  if (!/^[\d\s]*$/u.test(plain(values.extension))) wrong('extension', 'extension')
  for (const [name, limit] of Object.entries(LIMITS) as [keyof typeof LIMITS, number][])
    if (countCharacters(values[name]) > limit) faults[name] = { kind: 'tooLong', limit }
  return faults
}

/** The full-width space is a space. */
export const isBlank = (text: string) => /^[\s\u3000]*$/u.test(text)

/** Whether somebody typed anything that would be a pity to lose: more than what was filled in for them. */
export const isWorthKeeping = (values: Values, untouched: Values) =>
  FIELDS.some((name) => values[name] !== untouched[name] && !isBlank(values[name]))

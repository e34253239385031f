import { sql } from 'kysely'
import type { Deps } from '../platform/deps.ts'
import type { HrAnswer } from '../platform/hr/port.ts'
import { Refusal } from '../platform/refusal.ts'
import { parsePhone } from '../platform/zh/phone.ts'
import { readContacts } from './contacts.ts'

const MOST_FOUND = 20
/** The dots that people type between the parts of an indigenous name. */
const DOTS = ['‧', '·', '・', '•', '．']

type Query = { phone?: string; email?: string; personnelNo?: string; name?: string }

/**
 * Finds people by exactly one of telephone (as people write it, extension included), mail, personnel number, or the
 * beginning of the name. Several people may have one number: those with the extension come first.
 * @throws Refusal 'invalid' `input-invalid`: not exactly one, or no telephone number
 */
export async function lookUp(deps: Pick<Deps, 'db' | 'now' | 'hr'>, query: Query) {
  const { people, stale, asOf } = await find(deps, query)
  const ids = people.map(({ id }) => id)
  return { people: await readContacts(deps.db, ids, deps.now()), source: { stale, asOf } }
}

function find({ db, hr }: Pick<Deps, 'db' | 'hr'>, query: Query) {
  const given = Object.entries(query).filter(([, value]) => value.trim() !== '')
  const [first] = given
  if (!first || given.length > 1) throw invalid('', 'one-of')
  const [by, typed] = [first[0] as keyof Query, first[1].trim()]
  if (by === 'phone') return byPhone(hr, typed)
  if (by === 'email') return hr.byEmail(typed.normalize('NFKC').toLowerCase())
  if (by === 'personnelNo') return hr.byPersonnelNo(typed.normalize('NFKC').toUpperCase())
  return byName(db, typed)
}

function byPhone(hr: Deps['hr'], typed: string) {
  const phone = parsePhone(typed)
  if (!phone) throw invalid('/phone', 'phone')
  return hr.byPhone(phone.e164, phone.extension || undefined)
}

/** The HR database is not asked for names: these are always the people kept here. */
async function byName(db: Deps['db'], typed: string): Promise<Pick<HrAnswer, 'stale' | 'asOf'> & Found> {
  const dots = new RegExp(`[${DOTS.join('')}]`, 'gu')
  const spellings = dots.test(typed) ? DOTS.map((dot) => typed.replace(dots, dot)) : [typed]
  const people = await db
    .selectFrom('people')
    .select('id')
    .where(({ or, eb }) => or(spellings.map((name) => eb('name', 'like', beginningWith(name)))))
    .orderBy(sql`char_length(name)`)
    .orderBy('name')
    .orderBy('id')
    .limit(MOST_FOUND)
    .execute()
  return { people, stale: false, asOf: null }
}

type Found = { people: Pick<HrAnswer['people'][number], 'id'>[] }

const beginningWith = (text: string) => `${text.replace(/[\\%_]/g, '\\$&')}%`

const invalid = (path: string, rule: string) =>
  new Refusal('invalid', 'input-invalid', { fields: [{ path, rule }] })

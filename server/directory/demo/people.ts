import { type Chance, chanceOf, demoId } from './chance.ts'
import { inventName } from './names.ts'
import { DEMO_SEATS } from './organisation.ts'
import type { DemoAgency, DemoPerson } from './shapes.ts'
import { type RosterEntry, STAFF_ROSTER, USER_ROSTER } from './staff-roster.ts'

const PEOPLE = 3_000
/** All numbers lie in 02-5550-xxxx: 0 and the agency for a switchboard, 1 for its head's own line, 90 for vendors. */
const INVENTED_NUMBERS = '+88625550'

const HEADS = ['人事處處長', '人事室主任', '人事管理員']
const OFFICERS = ['人事室科員', '人事室專員', '人事室助理員', '人事室組員', '人事處科員', '人事處視察']
const OTHERS = ['科員', '技士', '辦事員', '課員', '書記', '技佐', '股長', '秘書']

/** A person of the roster with the number that will be theirs: the roster comes first, from D0000001. */
export type StaffPerson = { entry: RosterEntry; person: DemoPerson }

const personnelNo = (n: number): string => `D${String(n).padStart(7, '0')}`

/** The people who can sign in, in the order of the roster. */
export function staffPeople(agencies: readonly DemoAgency[]): StaffPerson[] {
  const offices = agencies.filter(({ parentId }) => parentId !== null && parentId > 1)
  const users = USER_ROSTER.map((entry) => ({
    ...entry,
    agency: offices.find(({ hrSystem }) => hrSystem === entry.hrSystem)!.name,
  }))
  return [...STAFF_ROSTER, ...users].map((entry, at) => {
    const agencyId = entry.agency === null ? null : agencies.find(({ name }) => name === entry.agency)!.id
    const seat = DEMO_SEATS.find(({ id }) => id === entry.seatId)
    const person = describe(at + 1, { ...entry, agencyId, extension: seat?.extension ?? String(500 + at) })
    return { entry, person }
  })
}

/** 3,000 people: the staff, then everybody else, so many for each agency as its level suggests. */
export function demoPeople(agencies: readonly DemoAgency[], staff: readonly StaffPerson[]): DemoPerson[] {
  const chance = chanceOf('people')
  const people = staff.map(({ person }) => person)
  const sizes = sizesOf(agencies, PEOPLE - people.length, chance)
  for (const [at, agency] of agencies.entries()) {
    for (let n = 0; n < sizes[at]!; n++) people.push(invent(people.length + 1, agency, n, chance))
  }
  return people
}

function sizesOf(agencies: readonly DemoAgency[], total: number, chance: Chance): number[] {
  const sizes = agencies.map(({ parentId }) => (parentId === null ? 20 : 4))
  for (let left = total - sizes.reduce((sum, size) => sum + size, 0); left > 0; left--)
    sizes[chance.below(sizes.length)]!++
  return sizes
}

function invent(n: number, agency: DemoAgency, rank: number, chance: Chance): DemoPerson {
  const isHead = rank === 0
  const level = agency.parentId === null ? 0 : chance.below(2) + 1
  const title = isHead ? HEADS[level]! : chance.pick(chance.below(10) < 7 ? OFFICERS : OTHERS)
  const skill = chance.below(20)
  const proficiency = skill < 5 ? 'novice' : skill < 17 ? 'regular' : 'expert'
  // Some share the switchboard without an extension of their own: such callers cannot be told apart by number.
  const extension = chance.below(30) === 0 ? '' : String(200 + rank)
  const vendorId = null
  return describe(n, {
    ...inventName(chance),
    title,
    proficiency,
    agencyId: agency.id,
    vendorId,
    extension,
    isHead,
  })
}

function describe(
  n: number,
  of: Pick<DemoPerson, 'name' | 'title' | 'proficiency' | 'agencyId' | 'vendorId'> & {
    latin: string
    extension: string
    isHead?: boolean
  },
): DemoPerson {
  const { name, title, proficiency, agencyId, vendorId, latin, extension, isHead = false } = of
  const place = agencyId === null ? `v${vendorId}` : `k${String(agencyId).padStart(3, '0')}.gov`
  const line =
    agencyId === null ? `90${String(vendorId).padStart(2, '0')}` : `0${String(agencyId).padStart(3, '0')}`
  const ownLine = { e164: INVENTED_NUMBERS + line.replace(/^0/, '1'), extension: '' }
  return {
    id: demoId('person', n),
    personnelNo: personnelNo(n),
    agencyId,
    vendorId,
    name,
    title,
    email: `${latin}${String(n).padStart(4, '0')}@${place}.example`,
    phones: [{ e164: INVENTED_NUMBERS + line, extension }, ...(isHead ? [ownLine] : [])],
    proficiency,
  }
}

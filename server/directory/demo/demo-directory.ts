import { DOMAINS } from '../api.ts'
import { demoAgencies } from './agencies.ts'
import { DEMO_SEATS, DEMO_SITES, DEMO_VENDORS } from './organisation.ts'
import { demoPeople, type StaffPerson, staffPeople } from './people.ts'
import type { DemoAgency, DemoDirectory, DemoStaff, DemoSystem } from './shapes.ts'
import { agentSkills, ownSkills, secondLineSkills } from './skills.ts'
import { demoSystems } from './systems.ts'

/**
 * The organisation of the demonstration, the same at every call: 20 authorities with 280 agencies below
 * them, 3,000 people, 45 systems, 6 vendors, 2 sites, 19 seats. Everybody in it is invented, every mail
 * address lies in `.example` and every number in 02-5550-xxxx. Parents, vendors and people come before
 * whatever refers to them.
 */
export function demoDirectory(): DemoDirectory {
  const agencies = demoAgencies()
  const staff = staffPeople(agencies)
  return {
    agencies,
    people: demoPeople(agencies, staff),
    systems: systemsOf(staff),
    vendors: [...DEMO_VENDORS],
    sites: [...DEMO_SITES],
    seats: [...DEMO_SEATS],
  }
}

/** Those of the 3,000 who sign in to the demonstration: every role, agent1 … agent14, user1 … user3. */
export function demoStaff(): DemoStaff[] {
  const agencies = demoAgencies()
  const staff = staffPeople(agencies)
  const systems = systemsOf(staff)
  return staff.map(({ entry, person }) => ({
    login: entry.login,
    personnelNo: person.personnelNo,
    personId: person.id,
    roles: entry.roles,
    siteId: entry.siteId,
    tier: entry.tier,
    seatId: entry.seatId,
    skills: skillsOf({ entry, person }, systems),
    agencyIds: idsOf(entry.agencies, agencies),
  }))
}

/** Four owners share the eight business domains, two each. */
function systemsOf(staff: readonly StaffPerson[]): DemoSystem[] {
  const owners = staff.filter(({ entry }) => entry.roles.includes('tier3-owner'))
  return demoSystems((domain) => owners[Math.floor(DOMAINS.indexOf(domain) / 2)]!.person.personnelNo)
}

function skillsOf({ entry, person }: StaffPerson, systems: readonly DemoSystem[]): DemoStaff['skills'] {
  if (entry.roles.includes('tier1-agent')) return agentSkills(entry.seatId ?? 0, systems)
  if (entry.roles.includes('tier2')) return secondLineSkills('abc'.indexOf(entry.login.at(-1)!), systems)
  if (entry.roles.includes('tier3-owner')) {
    return ownSkills(systems, (system) => system.ownerPersonnelNo === person.personnelNo)
  }
  if (entry.roles.includes('vendor'))
    return ownSkills(systems, (system) => system.vendorId === entry.vendorId)
  return []
}

const idsOf = (names: readonly string[], agencies: readonly DemoAgency[]): number[] =>
  agencies.filter(({ name }) => names.includes(name)).map(({ id }) => id)

import type { Static } from 'typebox'
import type { Role } from '../../identity/api.ts'
import type { Id } from '../../platform/values.ts'
import type { Domain, HrSystem, Proficiency } from '../api.ts'

export type DemoAgency = {
  id: number
  code: string
  name: string
  shortName: string
  parentId: number | null
  hrSystem: Static<typeof HrSystem>
  address: string
  county: string
  reportingRoute: string
  notes: string
}

export type DemoPerson = {
  id: Id<'person'>
  personnelNo: string
  agencyId: number | null
  vendorId: number | null
  name: string
  title: string
  email: string
  phones: { e164: string; extension: string }[]
  proficiency: Proficiency
}

export type DemoSystem = {
  id: number
  code: string
  name: string
  shortName: string
  oldNames: string[]
  domain: Static<typeof Domain>
  ownerPersonnelNo: string
  vendorId: number | null
  dependsOn: number[]
}

export type DemoVendor = { id: number; name: string; email: string }
export type DemoSite = { id: 'nantou' | 'taipei'; name: string; kind: 'own' | 'outsourced' }
export type DemoSeat = { id: number; siteId: DemoSite['id']; name: string; extension: string }

/** What somebody who signs in to the demonstration may do and knows. `tier` is null for those outside the centre. */
export type DemoStaff = {
  login: string
  personnelNo: string
  personId: Id<'person'>
  roles: Role[]
  siteId: DemoSite['id'] | null
  tier: 1 | 2 | 3 | null
  seatId: number | null
  /** Levels 1 (learning) to 3 (expert). */
  skills: { systemId: number; level: 1 | 2 | 3 }[]
  /** Agencies whose callers this person knows best, or which this person administers. */
  agencyIds: number[]
}

export type DemoDirectory = {
  agencies: DemoAgency[]
  people: DemoPerson[]
  systems: DemoSystem[]
  vendors: DemoVendor[]
  sites: DemoSite[]
  seats: DemoSeat[]
}

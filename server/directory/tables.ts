import type { Generated } from 'kysely'
import type { Id } from '../platform/values.ts'
import type { Proficiency } from './api.ts'

export interface DirectoryTables {
  sites: { id: string; name: string; kind: 'own' | 'outsourced' }
  seats: { id: number; siteId: string; name: string; extension: string }
  vendors: { id: Generated<number>; name: string; email: string | null }
  agencies: {
    id: Generated<number>
    code: string
    name: string
    shortName: string
    parentId: number | null
    hrSystem: 'Pemis2K' | 'WebHR' | 'own'
    address: string
    county: string
    reportingRoute: Generated<string>
    notes: Generated<string>
  }
  people: {
    id: Id<'person'>
    personnelNo: string | null
    agencyId: number | null
    vendorId: number | null
    name: string
    title: Generated<string>
    email: string | null
    proficiency: Generated<Proficiency>
    refreshedAt: Generated<Date>
    /** The last day in office, as `2026-11-21`; null while in office. */
    leftOn: Generated<string | null>
  }
  personPhones: { personId: Id<'person'>; e164: string; extension: Generated<string> }
  systems: {
    id: Generated<number>
    code: string
    name: string
    shortName: string
    oldNames: Generated<string[]>
    domain: '個人資料' | '組織編制' | '任免' | '獎懲' | '考績' | '差勤' | '待遇福利' | '退休撫卹'
    ownerId: Id<'person'> | null
    vendorId: number | null
  }
  systemDependencies: { systemId: number; dependsOnId: number }
  calendarDays: { day: string; kind: 'holiday' | 'make-up'; name: string }
}

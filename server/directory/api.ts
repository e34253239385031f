import { type Static, Type } from 'typebox'
import type { Contract } from '../platform/http/contract.ts'
import { IdOf, Instant, Key, Nullable, SmallKey } from '../platform/values.ts'

export const DOMAINS = [
  '個人資料',
  '組織編制',
  '任免',
  '獎懲',
  '考績',
  '差勤',
  '待遇福利',
  '退休撫卹',
] as const
export const Domain = Type.Enum([...DOMAINS])
export const HrSystem = Type.Enum(['Pemis2K', 'WebHR', 'own'])
export type Proficiency = Static<typeof Proficiency>
export const Proficiency = Type.Enum(['novice', 'regular', 'expert'])

export type System = Static<typeof System>
export const System = Type.Object({
  id: SmallKey,
  code: Type.String(),
  name: Type.String(),
  shortName: Type.String(),
  oldNames: Type.Array(Type.String()),
  domain: Domain,
})

const SystemDetail = Type.Object({
  ...System.properties,
  ownerId: Nullable(IdOf('person')),
  ownerName: Nullable(Type.String()),
  vendorName: Nullable(Type.String()),
  dependsOn: Type.Array(System),
  dependants: Type.Array(System),
})

const Agency = Type.Object({
  id: Key,
  code: Type.String(),
  name: Type.String(),
  shortName: Type.String(),
  hrSystem: HrSystem,
  county: Type.String(),
  address: Type.String(),
  reportingRoute: Type.String(),
  notes: Type.String(),
  authorityId: Nullable(Key),
  authorityName: Nullable(Type.String()),
})

const AgencyName = Type.Object({ id: Key, code: Type.String(), name: Type.String() })

const Phone = Type.Object({ e164: Type.String(), extension: Type.String(), shown: Type.String() })

export type Contact = Static<typeof Contact>
/** What an agent sees of a person. Never a national identity number. */
export const Contact = Type.Object({
  id: IdOf('person'),
  personnelNo: Nullable(Type.String()),
  name: Type.String(),
  title: Type.String(),
  email: Nullable(Type.String()),
  phones: Type.Array(Phone),
  proficiency: Proficiency,
  agency: Nullable(Agency),
  caseCount90Days: Type.Integer(),
})

/** `stale`: the source did not answer and this is the copy kept here, last refreshed at `asOf`. */
const LookUp = Type.Object({
  people: Type.Array(Contact),
  source: Type.Object({ stale: Type.Boolean(), asOf: Nullable(Instant) }),
})

const Site = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['own', 'outsourced']),
})
const Seat = Type.Object({
  id: SmallKey,
  siteId: Type.String(),
  name: Type.String(),
  extension: Type.String(),
})

const PersonId = Type.Object({ personId: IdOf('person') })

export const directoryApi = {
  'GET /systems': { may: 'anyone', summary: 'The catalogue of HR systems', reply: Type.Array(System) },
  'GET /systems/:systemId': {
    may: 'directory:read',
    params: Type.Object({ systemId: SmallKey }),
    reply: SystemDetail,
  },
  'GET /agencies': {
    may: 'anyone',
    summary: 'Agencies whose name or code contains the text, at most 20',
    query: Type.Object({ text: Type.String({ minLength: 1, maxLength: 50 }) }),
    reply: Type.Array(AgencyName),
  },
  'GET /agencies/:agencyId': {
    may: 'directory:read',
    params: Type.Object({ agencyId: Key }),
    reply: Agency,
  },
  'GET /people': {
    may: 'directory:read',
    summary: 'Looks people up by telephone, mail, personnel number or name; exactly one is given',
    query: Type.Object({
      phone: Type.Optional(Type.String({ minLength: 3, maxLength: 40 })),
      email: Type.Optional(Type.String({ minLength: 3, maxLength: 254 })),
      personnelNo: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
      name: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
    }),
    reply: LookUp,
  },
  'GET /people/:personId': { may: 'directory:read', params: PersonId, reply: Contact },
  'PUT /people/:personId/proficiency': {
    may: 'directory:write',
    params: PersonId,
    body: Type.Object({ proficiency: Proficiency }),
    reply: Contact,
  },
  'GET /sites': { may: 'directory:read', reply: Type.Array(Site) },
  'GET /seats': { may: 'directory:read', reply: Type.Array(Seat) },
} satisfies Contract

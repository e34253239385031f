import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { DOMAINS } from '../../../server/directory/api.ts'
import { demoDirectory, demoStaff } from '../../../server/directory/demo/demo-directory.ts'
import { ROLES } from '../../../server/identity/api.ts'
import { parsePhone } from '../../../server/platform/zh/phone.ts'
import { cleanLine } from '../../../server/platform/zh/text.ts'

const { agencies, people, systems, vendors, sites, seats } = demoDirectory()
const staff = demoStaff()
const agencyById = new Map(agencies.map((agency) => [agency.id, agency]))
const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
const areDistinct = (values: readonly unknown[]) => new Set(values).size === values.length

test('the demonstration has 300 agencies, 3,000 people, 45 systems, 2 sites and 19 seats', () => {
  expect([agencies, people, systems, sites, seats].map(({ length }) => length)).toEqual([
    300, 3000, 45, 2, 19,
  ])
})

test('it is the same at every start', () => {
  expect(hash([demoDirectory(), demoStaff()])).toBe(hash([demoDirectory(), demoStaff()]))
})

test('nothing that must be unique occurs twice', () => {
  for (const values of [
    agencies.map(({ id }) => id),
    agencies.map(({ code }) => code),
    agencies.map(({ name }) => name),
    people.map(({ id }) => id),
    people.map(({ personnelNo }) => personnelNo),
    people.map(({ email }) => email),
    systems.map(({ id }) => id),
    systems.map(({ code }) => code),
    systems.map(({ name }) => name),
    systems.map(({ shortName }) => shortName),
    vendors.map(({ name }) => name),
    seats.map(({ extension }) => extension),
    staff.map(({ login }) => login),
    staff.map(({ personId }) => personId),
    people.flatMap(({ id, phones }) => phones.map(({ e164, extension }) => `${id} ${e164} ${extension}`)),
  ]) {
    expect(areDistinct(values)).toBe(true)
  }
})

describe('the agencies', () => {
  test('are a tree below 20 authorities, parents listed first', () => {
    expect(agencies.map(({ id }) => id)).toEqual(agencies.map((_, n) => n + 1))
    expect(agencies.filter(({ parentId }) => parentId === null)).toHaveLength(20)
    for (const { id, parentId } of agencies) if (parentId !== null) expect(parentId).toBeLessThan(id)
  })

  test('use all three HR systems, and have codes of ten characters', () => {
    expect(new Set(agencies.map(({ hrSystem }) => hrSystem))).toEqual(new Set(['Pemis2K', 'WebHR', 'own']))
    expect(agencies.every(({ code }) => /^[CL][1-3]\d{7}X$/.test(code))).toBe(true)
  })
})

describe('the people', () => {
  test('have identifiers of version 7 in the order of their numbers', () => {
    expect(
      people.every(({ id }) =>
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id),
      ),
    ).toBe(true)
    expect(people.map(({ id }) => id)).toEqual(people.map(({ id }) => id).sort())
  })

  test('can be reached nowhere: reserved domain, invented numbers', () => {
    expect(people.every(({ email }) => /^[a-z]+\d+@[a-z0-9.]+\.example$/.test(email))).toBe(true)
    expect(vendors.every(({ email }) => email.endsWith('.example'))).toBe(true)
    for (const { e164, extension } of people.flatMap(({ phones }) => phones)) {
      expect(e164).toMatch(/^\+88625550\d{4}$/)
      expect(parsePhone(`${e164}${extension && `#${extension}`}`)).toEqual({ e164, extension })
    }
  })

  test('work somewhere, and every agency has somebody', () => {
    for (const { agencyId, vendorId } of people) {
      expect(agencyId === null ? vendors.some(({ id }) => id === vendorId) : agencyById.has(agencyId)).toBe(
        true,
      )
    }
    expect(new Set(people.map(({ agencyId }) => agencyId)).size).toBe(agencies.length + 1)
  })

  test('have clean names, some with rare characters, some indigenous', () => {
    expect(people.every(({ name }) => cleanLine(name) === name && [...name].length >= 2)).toBe(true)
    expect(people.some(({ name }) => /[\u{20000}-\u{3FFFF}]/u.test(name))).toBe(true)
    expect(people.filter(({ name }) => name.includes('‧')).length).toBeGreaterThan(10)
  })

  test('sometimes share a number, so that a caller may have to be asked who they are', () => {
    const bare = people.flatMap(({ phones }) =>
      phones.filter(({ extension }) => !extension).map(({ e164 }) => e164),
    )
    expect(areDistinct(bare)).toBe(false)
  })
})

describe('the systems', () => {
  test('cover all eight business domains and have a tier-3 owner each', () => {
    expect(new Set(systems.map(({ domain }) => domain))).toEqual(new Set(DOMAINS))
    const owners = new Set(staff.filter(({ tier }) => tier === 3).map(({ personnelNo }) => personnelNo))
    expect(new Set(systems.map(({ ownerPersonnelNo }) => ownerPersonnelNo))).toEqual(owners)
  })

  test('need only systems and vendors that exist, and never each other in a ring', () => {
    const level = new Map<number, number>()
    const depth = (id: number, above: number[]): number => {
      expect(above).not.toContain(id)
      const { dependsOn } = systems.find((system) => system.id === id)!
      return 1 + Math.max(0, ...dependsOn.map((needed) => level.get(needed) ?? depth(needed, [...above, id])))
    }
    for (const { id, vendorId } of systems) {
      level.set(id, depth(id, []))
      if (vendorId !== null) expect(vendors.map((vendor) => vendor.id)).toContain(vendorId)
    }
    expect(Math.max(...level.values())).toBeGreaterThan(2)
  })
})

describe('those who sign in', () => {
  const agents = staff.filter(({ roles }) => roles.includes('tier1-agent'))
  const knowing = (systemId: number) =>
    agents.filter(({ skills }) => skills.some((skill) => skill.systemId === systemId))

  test('fill every role, and stand among the people with the right number', () => {
    expect(new Set(staff.flatMap(({ roles }) => roles))).toEqual(new Set(ROLES))
    const numbers = new Map(people.map(({ id, personnelNo }) => [id, personnelNo]))
    for (const { personId, personnelNo } of staff) expect(numbers.get(personId)).toBe(personnelNo)
  })

  test('14 agents, three of the second line and the supervisors have a seat with a telephone, each at their own site', () => {
    const seated = staff.filter(({ seatId }) => seatId !== null)
    expect(seated.map(({ seatId }) => seatId)).toEqual(seats.map(({ id }) => id))
    expect(seated.map(({ siteId }) => siteId)).toEqual(seats.map(({ siteId }) => siteId))
    expect(agents.map(({ login }) => login)).toEqual(Array.from({ length: 14 }, (_, n) => `agent${n + 1}`))
    expect(seated.slice(14).map(({ login, tier }) => [login, tier])).toEqual([
      ['tier2a', 2],
      ['tier2b', 2],
      ['tier2c', 2],
      ['super1', 1],
      ['super2', 1],
    ])
  })

  test('every system is known by two agents or more, most at both sites, some at only one', () => {
    const reach = systems.map(({ id }) => new Set(knowing(id).map(({ siteId }) => siteId)))
    expect(systems.every(({ id }) => knowing(id).length >= 2)).toBe(true)
    expect(reach.filter((found) => found.size === 2).length).toBeGreaterThanOrEqual(30)
    for (const site of ['nantou', 'taipei'] as const) {
      expect(reach.some((found) => found.size === 1 && found.has(site))).toBe(true)
    }
  })

  test('every system has two people of the second line', () => {
    const second = staff.filter(({ tier }) => tier === 2)
    for (const { id } of systems) {
      expect(second.filter(({ skills }) => skills.some(({ systemId }) => systemId === id))).toHaveLength(2)
    }
  })

  test('three ordinary users stand for the three HR systems', () => {
    const users = staff.filter(({ login }) => login.startsWith('user'))
    const used = users.map(
      ({ personId }) => agencyById.get(people.find(({ id }) => id === personId)!.agencyId!)!.hrSystem,
    )
    expect(used).toEqual(['Pemis2K', 'WebHR', 'own'])
  })
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Id, newId } from '../../server/platform/values.ts'
import {
  type Candidate,
  claimsOf,
  isEligible,
  obstacleOf,
  ranked,
  routingStatusOf,
} from '../../server/routing/rules.ts'

const nine = new Date('2026-11-20T01:00:00Z')

const agent = (given: Partial<Candidate> = {}): Candidate => ({
  personId: newId<'person'>(),
  siteId: 'nantou',
  tier: 1,
  enabled: true,
  idleSince: nine,
  presence: 'ready',
  paused: false,
  notResponding: false,
  online: true,
  engaged: null,
  capacity: 4,
  load: 0,
  offered: 0,
  level: 2,
  ownsSystem: false,
  ofVendor: false,
  forAgency: false,
  refusedLately: false,
  ownsCase: false,
  ...given,
})

const first = (tier: number, agents: readonly Candidate[], claims = {}): Id<'person'> | undefined =>
  ranked(tier, claims, agents)[0]?.personId

test('an agent is shown offline without a desk, whatever they chose', () => {
  expect(routingStatusOf(agent({ online: false, presence: 'ready' }))).toBe('offline')
  expect(routingStatusOf(agent({ online: false, presence: 'break', paused: true }))).toBe('offline')
})

test('an agent on a break is shown on a break, even when paused or full as well', () => {
  expect(routingStatusOf(agent({ presence: 'break', paused: true, load: 9 }))).toBe('break')
})

test('an agent is idle without work, busy with some, and full at their capacity, offers counted', () => {
  expect(routingStatusOf(agent())).toBe('idle')
  expect(routingStatusOf(agent({ load: 2, offered: 1 }))).toBe('busy')
  expect(routingStatusOf(agent({ load: 2, offered: 2 }))).toBe('full')
  expect(routingStatusOf(agent({ capacity: 0 }))).toBe('full')
})

test.each<[string, Partial<Candidate>]>([
  ['disabled', { enabled: false }],
  ['offline', { online: false }],
  ['break', { presence: 'break' }],
  ['away', { presence: 'away' }],
  ['paused', { paused: true }],
  ['not-responding', { notResponding: true }],
  ['full', { load: 4 }],
  ['on-call', { engaged: 'on-call' }],
  ['wrap-up', { engaged: 'wrap-up', presence: 'break' }],
  ['refused-lately', { refusedLately: true }],
  ['owns-case', { ownsCase: true }],
])('somebody who is %s gets nothing, and that is the reason given', (obstacle, given) => {
  expect(obstacleOf(agent(given))).toBe(obstacle)
  expect(isEligible(1, agent(given))).toBe(false)
})

test('somebody without the skill, or of another tier, gets nothing', () => {
  expect(isEligible(1, agent({ level: null }))).toBe(false)
  expect(isEligible(2, agent())).toBe(false)
  expect(isEligible(1, agent())).toBe(true)
})

test('at tier 3 the owner of the system comes first, also with no level of skill and more in hand', () => {
  const skilled = agent({ tier: 3, level: 3 })
  const owner = agent({ tier: 3, level: null, ownsSystem: true, load: 3 })
  expect(first(3, [skilled, owner])).toBe(owner.personId)
  expect(first(3, [skilled, { ...owner, online: false }])).toBe(skilled.personId)
})

test("at tier 4 only people of the system's vendor count, whatever their skill", () => {
  const skilled = agent({ tier: 4, level: 3 })
  const vendor = agent({ tier: 4, level: null, ofVendor: true })
  expect(ranked(4, {}, [skilled, vendor]).map((one) => one.personId)).toEqual([vendor.personId])
})

test('who looks after the agency comes before the site, the site before the skill', () => {
  const forAgency = agent({ forAgency: true, siteId: 'taipei', level: 1 })
  const inClaim = agent({ siteId: 'nantou', level: 1 })
  const expert = agent({ siteId: 'taipei', level: 3 })
  const claims = { nantou: 40, taipei: -40 }
  expect(ranked(1, claims, [expert, inClaim, forAgency]).map((one) => one.personId)).toEqual(
    [forAgency, inClaim, expert].map((one) => one.personId),
  )
})

test('of equal skill, who has less in hand comes first, then who has got nothing for longest', () => {
  const busy = agent({ load: 1, idleSince: new Date('2026-11-19T01:00:00Z') })
  const lately = agent({ idleSince: new Date('2026-11-20T00:59:00Z') })
  const longIdle = agent({ idleSince: new Date('2026-11-20T00:10:00Z') })
  expect(ranked(1, {}, [busy, lately, longIdle]).map((one) => one.personId)).toEqual(
    [longIdle, lately, busy].map((one) => one.personId),
  )
})

test('somebody without a site comes after those whose site is short of work', () => {
  const nowhere = agent({ siteId: null, level: 3 })
  const there = agent({ siteId: 'taipei', level: 1 })
  expect(first(1, [nowhere, there], { taipei: -500 })).toBe(there.personId)
})

test('a split of 60 to 40 gives six of ten to the one site and four to the other, in turn', () => {
  const given = { nantou: 0, taipei: 0 }
  const turns = Array.from({ length: 10 }, () => {
    const claims = claimsOf([
      { id: 'nantou', share: 60, given: given.nantou },
      { id: 'taipei', share: 40, given: given.taipei },
    ])
    const next = claims['nantou']! >= claims['taipei']! ? 'nantou' : 'taipei'
    given[next]++
    return next
  })
  expect(given).toEqual({ nantou: 6, taipei: 4 })
  expect(turns.slice(0, 2)).toEqual(['nantou', 'taipei'])
})

test('without any share the sites are equal, and a site with no share comes last', () => {
  expect(
    claimsOf([
      { id: 'a', share: 0, given: 3 },
      { id: 'b', share: 0, given: 1 },
    ]),
  ).toEqual({ a: -1, b: 3 })
  const claims = claimsOf([
    { id: 'a', share: 100, given: 50 },
    { id: 'b', share: 0, given: 0 },
  ])
  expect(claims['a']!).toBeGreaterThan(claims['b']!)
})

test('however the shares of two sites are set, neither strays from its own by more than one case', () => {
  const share = fc.integer({ min: 0, max: 100 })
  fc.assert(
    fc.property(
      fc.tuple(share, share).filter((both) => both.some((one) => one > 0)),
      fc.integer({ min: 1, max: 120 }),
      (shares, offers) => {
        const sites = shares.map((one, n) => ({ id: `s${n}`, share: one, given: 0 }))
        for (let n = 0; n < offers; n++) {
          const claims = claimsOf(sites)
          sites.reduce((best, site) => (claims[site.id]! > claims[best.id]! ? site : best)).given++
        }
        const total = shares[0] + shares[1]
        for (const site of sites)
          expect(Math.abs(site.given - (offers * site.share) / total)).toBeLessThanOrEqual(1)
      },
    ),
  )
})

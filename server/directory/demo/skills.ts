import type { DemoStaff, DemoSystem } from './shapes.ts'

type Skills = DemoStaff['skills']
const AGENTS_PER_SITE = 7

/** Every ninth system is known in 南投 only, another ninth in 台北 only; all others at both sites. */
const isKnownAt = (site: 0 | 1, systemId: number) => (site === 0 ? systemId % 9 !== 4 : systemId % 9 !== 0)

/** What agent `number` (1–7 in 南投, 8–14 in 台北) knows: at each site a first and a second for every system. */
export function agentSkills(number: number, systems: readonly DemoSystem[]): Skills {
  const site = number <= AGENTS_PER_SITE ? 0 : 1
  const place = (number - 1) % AGENTS_PER_SITE
  return systems.flatMap(({ id }): Skills => {
    if (!isKnownAt(site, id)) return []
    const first = (id + site * 3) % AGENTS_PER_SITE
    const second = (first + 1 + (Math.floor(id / AGENTS_PER_SITE) % 5)) % AGENTS_PER_SITE
    if (place === first) return [{ systemId: id, level: id % 2 === 0 ? 2 : 3 }]
    if (place === second) return [{ systemId: id, level: id % 2 === 0 ? 1 : 2 }]
    return []
  })
}

/** What the second line knows: three people, two of them for each system. */
export const secondLineSkills = (place: number, systems: readonly DemoSystem[]): Skills =>
  systems.filter(({ id }) => id % 3 !== place).map(({ id }) => ({ systemId: id, level: 3 }))

/** An owner, or a vendor, knows their own systems through and through. */
export const ownSkills = (systems: readonly DemoSystem[], isOwn: (system: DemoSystem) => boolean): Skills =>
  systems.filter(isOwn).map(({ id }) => ({ systemId: id, level: 3 }))

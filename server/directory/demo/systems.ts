import type { DemoSystem } from './shapes.ts'
import { SYSTEM_LIST } from './system-list.ts'

/**
 * The catalogue of 45 systems, numbered in the order of the list.
 *
 * @param ownerOf the personnel number of the tier-3 owner of a business domain
 */
export function demoSystems(ownerOf: (domain: DemoSystem['domain']) => string): DemoSystem[] {
  const rows = SYSTEM_LIST.flatMap(({ domain, rows }) => rows.map((row) => ({ domain, row })))
  const ids = new Map(rows.map(({ row: [code] }, n) => [code, n + 1]))
  const words = (text: string, separator: string) => (text === '' ? [] : text.split(separator))
  return rows.map(({ domain, row: [code, name, shortName, oldNames, vendor, needs] }, n) => ({
    id: n + 1,
    code,
    name,
    shortName,
    oldNames: words(oldNames, '／'),
    domain,
    ownerPersonnelNo: ownerOf(domain),
    vendorId: vendor === 0 ? null : vendor,
    dependsOn: words(needs, ' ').map((needed) => ids.get(needed)!),
  }))
}

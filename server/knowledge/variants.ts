/** For whom a text is written: one agency and those below it, users of one HR system, or (both null) everybody. */
export type Variant = { agencyId: number | null; hrSystem: string | null }

/** Where a reader works; a visitor has neither. */
export type Standing = {
  /** Own agency first, then the one above it, up to the top. */
  agencyIds: readonly number[]
  /** `WebHR`, `Pemis2K`, or the name of an own one. */
  hrSystem: string | null
}

/**
 * The texts in the order in which this reader sees them: of the own agency, of those above it (the nearest first), of
 * the own HR system, the general one, then what is written for others. Texts of one kind stay as they stood.
 */
export function inOrderFor<V extends Variant>(variants: readonly V[], reader: Standing): V[] {
  const above = new Map(reader.agencyIds.map((id, n) => [id, n]).toReversed() as [number, number][])
  const system = reader.hrSystem?.toLowerCase()
  const rank = ({ agencyId, hrSystem }: Variant): number => {
    if (agencyId !== null) return above.get(agencyId) ?? FOR_OTHERS
    if (hrSystem === null) return GENERAL
    return hrSystem.toLowerCase() === system ? OWN_SYSTEM : FOR_OTHERS
  }
  return variants.toSorted((a, b) => rank(a) - rank(b))
}

const OWN_SYSTEM = 1_000
const GENERAL = 2_000
const FOR_OTHERS = 3_000

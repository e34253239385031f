import type { Deps } from '../../platform/deps.ts'
import type { Id } from '../../platform/values.ts'
import type { FaxFacts } from './fax-of.ts'

/** Whose case a fax becomes, as far as its number tells. */
export type FaxRequester = {
  requesterId: Id<'person'> | null
  requesterName: string
  requesterEmail: string | null
  requesterPhone: string | null
  agencyId: number | null
}

/**
 * Looks for the number in the directory. A machine stands in an office: when several people have its number they are
 * not guessed between, but where all are of one agency the case is that agency's.
 */
export async function requesterOfFax(
  { hr }: Pick<Deps, 'hr'>,
  { number, e164, station }: Pick<FaxFacts, 'number' | 'e164' | 'station'>,
): Promise<FaxRequester> {
  const { people } = e164 ? await hr.byPhone(e164) : { people: [] }
  const only = people.length === 1 ? people[0] : undefined
  const agencies = new Set(people.map(({ agencyId }) => agencyId))
  return {
    requesterId: only?.id ?? null,
    requesterName: only?.name ?? station ?? (number ? `傳真 ${number}` : '傳真來件'),
    requesterEmail: only?.email ?? null,
    requesterPhone: number,
    agencyId: agencies.size === 1 ? (people[0]?.agencyId ?? null) : null,
  }
}

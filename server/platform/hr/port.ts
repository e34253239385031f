import type { Id } from '../values.ts'

/** A person as the national HR database tells it. */
export type HrPerson = {
  id: Id<'person'>
  personnelNo: string | null
  name: string
  title: string
  email: string | null
  agencyId: number | null
  phones: { e164: string; extension: string }[]
}

/** `stale`: the source did not answer; these are copies kept here, the oldest refreshed at `asOf`. */
export type HrAnswer = { people: HrPerson[]; stale: boolean; asOf: Date | null }

/** Read-only look-up of people (I04). Never throws because the source is down: it answers from the kept copy. */
export type HrDirectory = {
  /** @param e164 as parsed by our telephone rules; with an extension, those with it come first */
  byPhone(e164: string, extension?: string): Promise<HrAnswer>
  byEmail(email: string): Promise<HrAnswer>
  byPersonnelNo(personnelNo: string): Promise<HrAnswer>
}

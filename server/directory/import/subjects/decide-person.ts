import { type Id, newId } from '../../../platform/values.ts'
import { faultOf } from '../faults.ts'
import { neededForNew } from '../fields.ts'
import type { PersonData } from '../row-data.ts'
import type { Fault } from '../shapes.ts'
import type { Decision, Loaded, Mode } from './subject.ts'

type PersonNow = {
  id: Id<'person'>
  agencyId: number | null
  name: string
  title: string
  email: string | null
  leftOn: string | null
  phones: { e164: string; extension: string }[]
}

export type LoadedPerson = Loaded & {
  data: PersonData
  now: PersonNow | null
  agencyId: number | null
  successorId: Id<'person'> | null
  /** The successor is in the file, to be made by it. */
  successorComes: boolean
  successorLeaves: boolean
}

/** What becomes of one row about a person. */
export function decidePerson(row: LoadedPerson, mode: Mode): Decision {
  const { rowNo, key, data, now, agencyId, before } = row
  const faults = faultsOf(row, mode)
  if (faults.length > 0) return { rowNo, outcome: 'failed', faults }
  const id = now?.id ?? newId<'person'>()
  const phones = data.phones && sorted(data.phones)
  const wanted = {
    agencyId: data.agencyCode === undefined ? (now?.agencyId ?? null) : agencyId,
    name: data.name ?? now?.name ?? '',
    title: data.title ?? now?.title ?? '',
    email: data.email === undefined ? (now?.email ?? null) : data.email,
    leftOn: leftOnOf(data, now),
  }
  const record = {
    id,
    personnel_no: key,
    agency_id: wanted.agencyId,
    name: wanted.name,
    title: wanted.title,
    email: wanted.email,
    left_on: wanted.leftOn,
    ...(phones && { phones }),
  }
  if (!now) return { rowNo, outcome: 'created', recordId: id, record }
  const isChanged =
    (Object.keys(wanted) as (keyof typeof wanted)[]).some((field) => wanted[field] !== now[field]) ||
    (phones !== undefined && JSON.stringify(phones) !== JSON.stringify(sorted(now.phones)))
  const office = officeOf(row, now, wanted)
  return {
    rowNo,
    recordId: id,
    ...(isChanged ? { outcome: 'changed', record, before } : { outcome: 'unchanged' }),
    ...(office && {
      office: { rowNo, personId: id, office, successorId: row.successorId, agencyId: wanted.agencyId },
    }),
  }
}

function faultsOf({ data, now, agencyId, ...row }: LoadedPerson, mode: Mode): Fault[] {
  const faults: Fault[] = []
  if (!now)
    for (const field of neededForNew('people'))
      if (!data[field as keyof PersonData]) faults.push(faultOf('new-lacks', { field }))
  if (data.agencyCode && agencyId === null)
    faults.push(faultOf('agency-unknown', { field: 'agencyCode', value: data.agencyCode }))
  if (data.successorNo) {
    const about = { field: 'successorNo', value: data.successorNo }
    const isThere = row.successorId !== null || (mode === 'check' && row.successorComes)
    if (!isThere) faults.push(faultOf('successor-unknown', about))
    else if (row.successorLeaves) faults.push(faultOf('successor-leaves', about))
  }
  return faults
}

/** Who has left already and is only said to be gone left when they did. */
const leftOnOf = ({ leftOn, leftSomeDay }: PersonData, now: PersonNow | null) =>
  leftOn === undefined || (leftSomeDay && now?.leftOn) ? (now?.leftOn ?? null) : leftOn

/**
 * Whether somebody gives up their office. Who has left before and is told to have a successor now gives it up now; a
 * title changes the office only when somebody takes it over.
 */
function officeOf(
  { successorId, successorComes }: LoadedPerson,
  now: PersonNow,
  wanted: { agencyId: number | null; title: string; leftOn: string | null },
): 'moved' | 'left' | undefined {
  const handsOver = successorId !== null || successorComes
  if (wanted.leftOn !== null) return now.leftOn === null || handsOver ? 'left' : undefined
  if (wanted.agencyId !== now.agencyId) return 'moved'
  return handsOver && wanted.title !== now.title ? 'moved' : undefined
}

const sorted = (phones: readonly { e164: string; extension: string }[]) =>
  phones
    .map(({ e164, extension }) => ({ e164, extension }))
    .sort((a, b) => (`${a.e164}#${a.extension}` < `${b.e164}#${b.extension}` ? -1 : 1))

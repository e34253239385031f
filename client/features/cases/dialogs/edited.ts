import type { Case } from '../../../../server/api.ts'

export type Properties = Pick<
  Case,
  'title' | 'priority' | 'leadSystemId' | 'systemIds' | 'agencyId' | 'requesterId' | 'rootCause'
>

type Changed = Partial<Omit<Properties, 'rootCause'>> & { rootCause?: NonNullable<Case['rootCause']> }

/** Only what differs from the case as it is. Systems and their lead go together; a root cause is never taken back. */
export function changedOf(row: Properties, now: Properties): Changed {
  const systems =
    now.leadSystemId !== row.leadSystemId || sorted(now.systemIds) !== sorted(row.systemIds)
      ? { leadSystemId: now.leadSystemId, systemIds: now.systemIds }
      : {}
  return {
    ...(now.title !== row.title && { title: now.title }),
    ...(now.priority !== row.priority && { priority: now.priority }),
    ...systems,
    ...(now.agencyId !== row.agencyId && { agencyId: now.agencyId }),
    ...(now.requesterId !== row.requesterId && { requesterId: now.requesterId }),
    ...(now.rootCause && now.rootCause !== row.rootCause && { rootCause: now.rootCause }),
  }
}

const sorted = (ids: readonly number[]) => [...ids].sort((a, b) => a - b).join()

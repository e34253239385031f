import type { CaseRow } from '../../../../server/api.ts'

type Standing = Pick<
  CaseRow,
  'status' | 'waitingFor' | 'responseDueAt' | 'dueAt' | 'statusSince' | 'closedAt'
>

/** What a row says about time. */
export type RowTime =
  | { kind: 'due'; at: string }
  | { kind: 'waited'; since: string }
  | { kind: 'to-confirm' }
  | { kind: 'ended'; at: string }

const NOT_BEGUN = ['received', 'assigned', 'reopened']

/** Whether it is late and ours to act, as the view of overdue cases counts it. */
export const isOverdue = ({ status, dueAt, closedAt }: Standing, now: number) =>
  closedAt === null && status !== 'waiting' && status !== 'answered' && Date.parse(dueAt) < now

/** The one time that matters in the present state; until work begins, that of the first response. */
export function timeOf({ status, responseDueAt, dueAt, statusSince, closedAt }: Standing): RowTime {
  if (closedAt) return { kind: 'ended', at: closedAt }
  if (status === 'waiting') return { kind: 'waited', since: statusSince }
  if (status === 'answered') return { kind: 'to-confirm' }
  return { kind: 'due', at: NOT_BEGUN.includes(status) && responseDueAt < dueAt ? responseDueAt : dueAt }
}

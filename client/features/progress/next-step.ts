import type { PortalCase } from '../../../server/api.ts'
import { formatDateWithWeekday, formatTime } from '../../platform/dates.ts'
import type { Language } from '../../platform/language.ts'

type Standing = Pick<PortalCase, 'status' | 'waitingFor' | 'responseDueAt' | 'dueAt' | 'actions'>

/** Which sentence of `progress.status` says where a case stands. */
export const standingOf = ({ status, waitingFor }: Pick<Standing, 'status' | 'waitingFor'>) =>
  status === 'waiting' ? (`waiting-${waitingFor ?? 'data'}` as const) : status

/** What comes next: a sentence of `progress.next`, and by when, where there is a time to keep. */
export function nextStep(
  { status, waitingFor, responseDueAt, dueAt, actions }: Standing,
  now: Date,
):
  | { key: 'response' | 'due' | 'late'; at: string }
  | {
      key:
        | 'data'
        | 'verification'
        | 'answered'
        | 'closed'
        | 'closedForGood'
        | 'withdrawn'
        | 'withdrawnForGood'
    } {
  const promised = (key: 'response' | 'due', at: string) =>
    ({ key: new Date(at) < now ? 'late' : key, at }) as const
  switch (status) {
    case 'received':
    case 'assigned':
      return promised('response', responseDueAt)
    case 'in-progress':
    case 'escalated':
    case 'reopened':
      return promised('due', dueAt)
    case 'waiting':
      return { key: waitingFor ?? 'data' }
    case 'closed':
    case 'withdrawn':
      return { key: actions.includes('reopen') ? status : `${status}ForGood` }
    default:
      return { key: status }
  }
}

/** `115.11.23（一）14:30`: as a sentence says when something is due. */
export const dayAndTime = (at: string, language: Language) => {
  const day = formatDateWithWeekday(new Date(at), language)
  return `${day}${language === 'en' ? ' ' : ''}${formatTime(new Date(at))}`
}

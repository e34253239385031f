import type { Case } from '../../../../server/api.ts'

/** How a case stands after a reply, with the verb that the server asks for. */
const VERBS = {
  answered: 'answer',
  stay: 'reply',
  'waiting-data': 'ask-data',
  'waiting-verification': 'ask-verification',
} as const

export type Outcome = keyof typeof VERBS
const OUTCOMES = Object.keys(VERBS) as Outcome[]

/** What a reply may do to the case now. Empty: this reader may not reply. */
export const outcomesOf = ({ actions }: Pick<Case, 'actions'>): Outcome[] =>
  OUTCOMES.filter((outcome) => actions.includes(VERBS[outcome]))

/** What a reply usually does: it answers; once the case is answered, it only adds. */
export function usualOutcome(row: Pick<Case, 'actions' | 'status'>): Outcome | undefined {
  const possible = outcomesOf(row)
  const usual: Outcome = row.status === 'answered' || row.status === 'escalated' ? 'stay' : 'answered'
  return possible.includes(usual) ? usual : possible[0]
}

import { CircleCheck, Clock, CornerDownRight, type LucideIcon, MailQuestion, Undo2 } from 'lucide-react'
import type { ReceivedMail } from '../../../server/api.ts'

type Outcome = NonNullable<ReceivedMail['outcome']> | 'waiting'

/** What became of a mail: colour and picture beside its word. */
export const OUTCOMES: Record<Outcome, { tone: string; Icon: LucideIcon }> = {
  waiting: { tone: 'assigned', Icon: Clock },
  case: { tone: 'answered', Icon: CircleCheck },
  'follow-up': { tone: 'in-progress', Icon: CornerDownRight },
  quarantined: { tone: 'waiting', Icon: MailQuestion },
  refused: { tone: 'closed', Icon: Undo2 },
}

/** A mail that nobody has dealt with yet waits. */
export const outcomeOf = ({ outcome }: Pick<ReceivedMail, 'outcome'>): Outcome => outcome ?? 'waiting'

import type { Case } from '../../../../server/api.ts'

/** What every dialog of a verb is given. */
export type VerbDialogProps = { row: Case; onClose: () => void; onDone: (changed: Case) => void }

/** Verbs that ask for something first. */
export type AskingVerb =
  | 'close'
  | 'escalate'
  | 'hand-over'
  | 'assign'
  | 'requeue'
  | 'return'
  | 'withdraw'
  | 'reopen'

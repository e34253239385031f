import { actions, inbox } from './mails/inbox.ts'
import { faults, marks, reader, reasons, related, split, trace } from './mails/reading.ts'

/** Words of mail that was received: what it says, what is noticeable about it, what became of it. */
export const mails = { marks, reasons, faults, reader, split, related, trace, inbox, actions } as const

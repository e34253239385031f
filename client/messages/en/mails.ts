import type { Translation } from '../../platform/i18n.ts'
import type { mails as original } from '../zh-TW/mails.ts'
import { actions, inbox } from './mails/inbox.ts'
import { faults, marks, reader, reasons, related, split, trace } from './mails/reading.ts'

export const mails = {
  marks,
  reasons,
  faults,
  reader,
  split,
  related,
  trace,
  inbox,
  actions,
} satisfies Translation<typeof original>

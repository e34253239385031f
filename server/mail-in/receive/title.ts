import { subjectOf } from '../../intake/subject.ts'
import type { ReadMail } from '../../platform/mail/read-mail.ts'
import { withoutPrefix } from './subject.ts'

const UNTITLED = '（無主旨的來信）'

/** The subject of the case that a mail becomes: as given, else the mail's own, else its first words. */
export const titleOf = (given: string | undefined, { subject, text }: Pick<ReadMail, 'subject' | 'text'>) =>
  subjectOf(given?.trim() || withoutPrefix(subject), text).title || UNTITLED

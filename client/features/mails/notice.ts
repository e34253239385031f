import type { ReceivedMail } from '../../../server/api.ts'
import { formatDateTime } from '../../platform/dates.ts'
import type { Translate } from '../../platform/i18n.ts'
import type { Language } from '../../platform/language.ts'

const OWN_WORDS = ['unreadable', 'too-many'] as const

/** What the sender of a refused mail is told, by why it was not dealt with: a letter to be changed before it goes. */
export function noticeFor(
  t: Translate<'mails'>,
  language: Language,
  mail: Pick<ReceivedMail, 'reason' | 'subject' | 'mailboxName' | 'arrivedAt'>,
): string {
  const why = OWN_WORDS.find((one) => one === mail.reason) ?? 'other'
  const received = t('actions.notices.received', {
    time: formatDateTime(new Date(mail.arrivedAt), language),
    mailbox: mail.mailboxName,
    subject: mail.subject || t('reader.noSubject'),
  })
  return [
    t('actions.notices.greeting'),
    '',
    `${received}${t(`actions.notices.${why}`)}`,
    '',
    t('actions.notices.sign'),
  ].join('\n')
}

/** Mails that machines sent, or nobody: they are never answered, whatever is written. */
export const isFromMachine = ({ reason, fromAddress }: Pick<ReceivedMail, 'reason' | 'fromAddress'>) =>
  !fromAddress || ['automatic', 'bounce', 'loop', 'no-sender'].includes(reason ?? '')

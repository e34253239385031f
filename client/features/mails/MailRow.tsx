import { Paperclip } from 'lucide-react'
import type { ReceivedMail } from '../../../server/api.ts'
import { reasonOf } from '../../parts/mail/marks.ts'
import { useT } from '../../platform/i18n.ts'
import { RocTime } from '../../ui/RocTime.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { OutcomeChip } from './OutcomeChip.tsx'
import type { MailSearch } from './search.ts'

/** One mail of the list, as one link: what became of it, when, its subject, from whom, and why it waits. */
export function MailRow({
  mail,
  search,
  isCurrent,
}: {
  mail: ReceivedMail
  search: MailSearch
  isCurrent: boolean
}) {
  const { t } = useT('mails')
  const { id, subject, fromName, fromAddress, mailboxName, arrivedAt, reason, caseNumber, held } = mail
  return (
    <li>
      <RouteLink
        plain
        className="queue-row"
        to="/desk/mails/{-$mailId}"
        params={{ mailId: id }}
        search={search}
        aria-current={isCurrent || undefined}
        data-number={id}
      >
        <span className="queue-row-facts">
          <OutcomeChip mail={mail} />
          {caseNumber && <span className="queue-row-number">{caseNumber}</span>}
          {held > 0 && (
            <>
              <Paperclip aria-hidden />
              <span className="sr-only">{t('inbox.attachmentsHeld', { count: held })}</span>
            </>
          )}
          <RocTime at={arrivedAt} />
        </span>
        <span className="queue-row-title">
          <b>{subject || t('reader.noSubject')}</b>
        </span>
        <span className="queue-row-who">
          {[fromName || fromAddress || t('reader.nobody'), mailboxName].join('　')}
        </span>
        {reason && <span className="queue-row-who mail-row-reason">{reasonOf(t, reason)}</span>}
      </RouteLink>
    </li>
  )
}

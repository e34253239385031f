import { CircleCheck, CirclePause, CircleSlash, TriangleAlert } from 'lucide-react'
import type { Mailbox } from '../../../../server/api.ts'
import { formatDateTime } from '../../../platform/dates.ts'
import { useT } from '../../../platform/i18n.ts'
import { Chip } from '../../../ui/Chip.tsx'

const LOOKS = {
  ok: { tone: 'in-progress', Icon: CircleCheck },
  failing: { tone: 'overdue', Icon: TriangleAlert },
  off: { tone: 'closed', Icon: CircleSlash },
  paused: { tone: 'waiting', Icon: CirclePause },
}

/** Whether mail comes in: in a word, since when it does not, and why. */
export function MailboxState({ mailbox }: { mailbox: Mailbox }) {
  const { t, language } = useT('admin')
  const { paused, source, state, stateSince, lastError, lastReadAt } = mailbox
  const shown = paused ? 'paused' : state
  const { tone, Icon } = LOOKS[shown]
  const time = (at: string) => formatDateTime(new Date(at), language)
  return (
    <>
      <Chip tone={tone} icon={<Icon aria-hidden />}>
        {t(`mailboxes.states.${shown}`)}
      </Chip>{' '}
      {shown === 'failing' && (
        <>
          <span className="admin-detail">{t('mailboxes.since', { time: time(stateSince as string) })}</span>
          {lastError && <small className="admin-mail-error">{lastError}</small>}
        </>
      )}
      {shown === 'ok' && source === 'imap' && (
        <span className="admin-detail">
          {lastReadAt
            ? t('mailboxes.lastRead', { time: time(lastReadAt as string) })
            : t('mailboxes.neverRead')}
        </span>
      )}
    </>
  )
}

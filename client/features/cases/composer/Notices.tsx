import { CloudOff, TriangleAlert } from 'lucide-react'
import type { Case } from '../../../../server/api.ts'
import { formatTime } from '../../../platform/dates.ts'
import { type Translate, useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { PendingReplies } from './PendingReplies.tsx'
import type { Message } from './use-message.ts'

/** What has to be known before sending: others wrote, another draft exists, the connection is gone, no mail. */
export function Notices({ row, message }: { row: Case; message: Message }) {
  const { t } = useT('cases')
  const { draft, unseen, mode } = message
  return (
    <>
      {mode === 'reply' && <PendingReplies row={row} reply={message} />}
      {(message.returned || message.lost > 0) && (
        <p className="message-notice message-warning" role="status">
          <TriangleAlert aria-hidden />
          {message.returned && t('pending.returned', { why: whyReturned(t, message.returned) })}
          {message.lost > 0 && t('pending.lost', { count: message.lost })}
          <Button size="small" onPress={message.noteReturned}>
            {t('composer.seen')}
          </Button>
        </p>
      )}
      {mode === 'reply' && unseen.length > 0 && message.text !== '' && (
        <p className="message-notice" role="status">
          {t('composer.changed', { count: unseen.length })}
          <Button size="small" onPress={message.acknowledge}>
            {t('composer.seen')}
          </Button>
        </p>
      )}
      {draft.other && (
        <p className="message-notice" role="status">
          {t('composer.newerDraft', { time: formatTime(new Date(draft.other.at)) })}
          <Button size="small" onPress={draft.takeOther}>
            {t('composer.useNewer')}
          </Button>
          <Button size="small" onPress={draft.leaveOther}>
            {t('composer.keepThis')}
          </Button>
        </p>
      )}
      {message.isResending && (
        <p className="message-notice" role="status">
          <CloudOff aria-hidden />
          {t('composer.resending')}
          <Button size="small" onPress={message.stopResending}>
            {t('composer.stopResending')}
          </Button>
        </p>
      )}
      {mode === 'reply' && !row.requesterEmail && <p className="message-notice">{t('composer.noMail')}</p>}
    </>
  )
}

const RETURNED = ['case-changed', 'transition-not-allowed', 'not-the-owner', 'file-not-found'] as const

/** Why a reply was not sent when its time came. */
function whyReturned(t: Translate<'cases'>, code: string) {
  const known = RETURNED.find((one) => one === code)
  return t(known ? `pending.why.${known}` : 'pending.why.other')
}

/** Why nothing can be written to the requester now. */
export function MayNotReply({ row }: { row: Case }) {
  const { t } = useT('cases')
  const takes = row.actions.includes('claim') || row.actions.includes('accept')
  return (
    <p className="message-barred">
      {row.closedAt ? t('composer.ended') : takes ? t('composer.notOwnerClaim') : t('composer.notOwner')}
    </p>
  )
}

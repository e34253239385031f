import type { OutgoingMail } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { MailState } from './MailState.tsx'
import { RetryButton } from './RetryButton.tsx'

/** A mail as it was or will be sent, and what the mail server said about it. */
export function MailDialog({ mail, onClose }: { mail: OutgoingMail; onClose: () => void }) {
  const { t } = useT('admin')
  const may = useMay()
  const { subject, body, toAddress, kind, state, tries, lastError, createdAt, sentAt, caseNumber } = mail
  return (
    <Dialog
      isOpen
      size="wide"
      onClose={onClose}
      title={subject}
      actions={
        <>
          {(state === 'failed' || state === 'bounced') && <RetryButton mail={mail} onDone={onClose} />}
          <Button onPress={onClose}>{t('common:close')}</Button>
        </>
      }
    >
      <dl className="admin-facts">
        <dt>{t('mails.to')}</dt>
        <dd>{toAddress}</dd>
        <dt>{t('mails.kind')}</dt>
        <dd>
          {t(`mails.kinds.${kind}`)}
          {caseNumber && may('case:work') && (
            <>
              {' '}
              <RouteLink to="/desk/q/$view/{-$number}" params={{ view: 'all', number: caseNumber }}>
                {t('mails.case', { number: caseNumber })}
              </RouteLink>
            </>
          )}
        </dd>
        <dt>{t('mails.state')}</dt>
        <dd>
          <MailState state={state} /> {tries > 0 && t('mails.tries', { count: tries })}
        </dd>
        <dt>{t('mails.queuedAt')}</dt>
        <dd>
          <RocTime at={createdAt} />
        </dd>
        {sentAt && (
          <>
            <dt>{t('mails.sentAt')}</dt>
            <dd>
              <RocTime at={sentAt} />
            </dd>
          </>
        )}
        {lastError && (
          <>
            <dt>{t('mails.lastError')}</dt>
            <dd className="admin-mail-error">{lastError}</dd>
          </>
        )}
      </dl>
      <p className="admin-mail-body">{body}</p>
    </Dialog>
  )
}

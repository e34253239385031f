import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MailList } from '../../features/mails/MailList.tsx'
import { MailPreview } from '../../features/mails/MailPreview.tsx'
import type { MailId } from '../../parts/mail/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { useTitle } from '../../platform/title.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import './CasesScreen.css'
import './MailsScreen.css'

const ROUTE = '/shell/desk/mails/{-$mailId}'

/** Received mail: the list beside the mail that is open. What is shown lives in the address. */
export function MailsScreen() {
  const { mailId } = useParams({ from: ROUTE })
  const search = useSearch({ from: ROUTE })
  const navigate = useNavigate()
  return (
    <div className="cases-screen mails-screen" data-open={mailId ? '' : undefined}>
      <MailList search={search} mailId={mailId} />
      {mailId ? (
        <MailPreview
          key={mailId}
          mailId={mailId as MailId}
          onBack={() => void navigate({ to: '/desk/mails/{-$mailId}', params: {}, search })}
        />
      ) : (
        <Nothing />
      )}
    </div>
  )
}

function Nothing() {
  const { t } = useT('mails')
  useTitle(t('inbox.title'))
  return (
    <div className="cases-none">
      <h1 className="sr-only">{t('inbox.title')}</h1>
      <EmptyState>{t('inbox.choose')}</EmptyState>
    </div>
  )
}

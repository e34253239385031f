import { useQuery } from '@tanstack/react-query'
import { waitingCountQuery } from '../../parts/mail/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { useMailHints } from './use-mail-hints.ts'

const MOST = 99

/** How many mails wait for a decision, on the tile of received mail; none, nothing. */
export function WaitingCount() {
  const { t } = useT('mails')
  const { data } = useQuery(waitingCountQuery)
  useMailHints()
  if (!data?.quarantined) return null
  const count = data.quarantined
  return (
    <span className="desk-tile-count">
      <span aria-hidden>{count > MOST ? `${MOST}+` : count}</span>
      <span className="sr-only">{t('inbox.countLabel', { count })}</span>
    </span>
  )
}

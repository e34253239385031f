import { useT } from '../../platform/i18n.ts'
import { useHref } from '../../platform/portal.ts'
import { Link } from '../../ui/Link.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import type { SimilarCases as Found } from './use-similar.ts'

/** One's own cases that look like the one being described: perhaps it is the same thing again. */
export function SimilarCases({ found, signedIn }: { found: Found | undefined; signedIn: boolean }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <section className="case-form-similar" data-empty={!signedIn || undefined}>
      <h2>{t('caseForm.similar.title')}</h2>
      <div role="status">
        {found === undefined ? (
          <p className="muted">{t(signedIn ? 'caseForm.similar.hint' : 'caseForm.similar.signedOut')}</p>
        ) : found.length === 0 ? (
          <p className="muted">{t('caseForm.similar.none')}</p>
        ) : (
          <p className="sr-only">{t('caseForm.similar.found', { count: found.length })}</p>
        )}
      </div>
      {found && found.length > 0 && (
        <ul>
          {found.map(({ id, number, title, status, waitingFor, systemName, openedAt }) => (
            <li key={id}>
              <Link href={href(`/cases/${number}`)} target="_blank">
                {title}
              </Link>
              <p>
                <StatusChip state={status} waitingFor={waitingFor} /> {systemName}
              </p>
              <p className="muted">
                {number}　<RocTime at={openedAt} show="date" />
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

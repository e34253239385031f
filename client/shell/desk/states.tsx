import { useQueryErrorResetBoundary } from '@tanstack/react-query'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { Problem } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { inLanguage } from '../../platform/language.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Link } from '../../ui/Link.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'

/** While a screen's code or data is on its way. */
export const ScreenLoading = () => (
  <div className="desk-state">
    <Skeleton shape="rows" count={5} />
  </div>
)

/** A screen that failed. Whoever is not signed in is shown the way; everybody else may try again. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const { t, language } = useT('desk')
  const queries = useQueryErrorResetBoundary()
  if (error instanceof Problem && error.status === 401) {
    const next = encodeURIComponent(location.pathname + location.search)
    return (
      <main className="desk-state">
        <h1 className="sr-only">{t('common:connection.signIn')}</h1>
        <EmptyState
          action={
            <Link button="primary" href={`${inLanguage(language, '/login')}?next=${next}`}>
              {t('common:connection.signIn')}
            </Link>
          }
        >
          {t('problems:status-401')}
        </EmptyState>
      </main>
    )
  }
  return (
    <div className="desk-state">
      <h1 className="sr-only">{t('screenFailed')}</h1>
      <ErrorCard
        title={t('screenFailed')}
        error={error}
        onRetry={() => {
          queries.reset()
          reset()
        }}
      />
    </div>
  )
}

/** An address without a screen. */
export function NotFound() {
  const { t, language } = useT('desk')
  return (
    <div className="desk-state">
      <h1>{t('notFound.title')}</h1>
      <EmptyState
        icon={<Compass aria-hidden />}
        action={<Link href={inLanguage(language, '/desk')}>{t('notFound.back')}</Link>}
      >
        {t('notFound.sentence')}
      </EmptyState>
    </div>
  )
}

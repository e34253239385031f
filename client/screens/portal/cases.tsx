import { FilePenLine } from 'lucide-react'
import { CaseList, type MyCases } from '../../features/progress/CaseList.tsx'
import { useT } from '../../platform/i18n.ts'
import { definePage, useHref } from '../../platform/portal.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Link } from '../../ui/Link.tsx'
import { Pagination } from '../../ui/Pagination.tsx'
import './pages.css'

type Mine = MyCases & { later: boolean }

export const page = definePage<Mine>({
  needsSession: true,
  load: async ({ api, query }) => {
    const after = query.get('after')
    const mine = await api('GET /my/cases', { query: after ? { after } : {} })
    return { ...mine, later: after !== null }
  },
  title: (t) => t('portal:progress.mine.title'),
  Page: ({ data }) => <MinePage {...data} />,
})

/** 我的案件, the latest first, a page at a time. */
function MinePage({ cases, next, later }: Mine) {
  const { t } = useT('portal')
  const href = useHref()
  const file = (
    <Link button="primary" icon={<FilePenLine aria-hidden />} href={href('/cases/new')}>
      {t('progress.mine.file')}
    </Link>
  )
  return (
    <div className="portal-page">
      <header className="portal-page-head portal-page-head-wide">
        <h1>{t('progress.mine.title')}</h1>
        {cases.length > 0 && file}
      </header>
      {cases.length === 0 ? (
        <EmptyState action={later ? undefined : file}>
          {t(later ? 'progress.mine.noMore' : 'progress.mine.empty')}
        </EmptyState>
      ) : (
        <CaseList cases={cases} />
      )}
      {later && (
        <p>
          <a href={href('/cases')}>{t('common:pages.first')}</a>
        </p>
      )}
      {next && <Pagination next={{ href: `${href('/cases')}?after=${encodeURIComponent(next)}` }} />}
    </div>
  )
}

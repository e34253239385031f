import type { System } from '../../../server/api.ts'
import { CaseForm } from '../../features/file-a-case/CaseForm.tsx'
import { useT } from '../../platform/i18n.ts'
import { definePage, useHref, usePortal } from '../../platform/portal.ts'
import type { FileLimits } from '../../ui/FileDrop.tsx'
import './pages.css'

type FileCase = { systems: System[]; limits: FileLimits; formKey: string }

export const page = definePage<FileCase>({
  load: async ({ api }) => {
    const [systems, limits] = await Promise.all([api('GET /systems'), api('GET /attachment-rules')])
    return { systems, limits, formKey: crypto.randomUUID() }
  },
  title: (t) => t('portal:caseForm.title'),
  Page: ({ data, query }) => <FileCasePage {...data} words={query.get('q') ?? ''} />,
})

function FileCasePage({ words, ...form }: FileCase & { words: string }) {
  const { t } = useT('portal')
  const href = useHref()
  const { session, url } = usePortal()
  return (
    <div className="portal-page">
      <header className="portal-page-head">
        <h1>{t('caseForm.title')}</h1>
        <p>{t('caseForm.lead')}</p>
        {!session && (
          <p className="portal-page-note">
            {t('caseForm.signIn')}{' '}
            <a href={`${href('/login')}?next=${encodeURIComponent(href(url))}`}>{t('caseForm.signInLink')}</a>
          </p>
        )}
      </header>
      <CaseForm {...form} words={words} />
    </div>
  )
}

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
  Page: ({ data, query }) => (
    <FileCasePage {...data} words={query.get('q') ?? ''} system={systemIn(data, query)} />
  ),
})

/** The system that the page before was about, where there is such a one. */
const systemIn = ({ systems }: FileCase, query: URLSearchParams) =>
  systems.some(({ id }) => String(id) === query.get('system')) ? (query.get('system') ?? '') : ''

function FileCasePage({ words, system, ...form }: FileCase & { words: string; system: string }) {
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
      <CaseForm {...form} words={words} system={system} />
    </div>
  )
}

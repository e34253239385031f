import { useEffect } from 'react'
import type { Api, PortalCase, Reply } from '../../../server/api.ts'
import { forgetDraft } from '../../features/file-a-case/use-draft.ts'
import { CaseView } from '../../features/progress/CaseView.tsx'
import { Filed } from '../../features/progress/Filed.tsx'
import { TrackForm } from '../../features/progress/TrackForm.tsx'
import { useT } from '../../platform/i18n.ts'
import { definePage, type PageProps, useHref, usePortal } from '../../platform/portal.ts'
import type { FileLimits } from '../../ui/FileDrop.tsx'
import './pages.css'

/** `shown` is absent when nobody has shown that the case is theirs: then the page asks for the code. */
type CaseData = {
  number: string
  shown?: PortalCase
  answers?: Reply<Api['POST /progress/:number/knowledge']>
  code?: string
  limits: FileLimits
  formKey: string
}

export const page = definePage<CaseData>({
  load: async ({ api, params, codes }) => {
    const { number = '' } = params
    const code = codes[number]
    const [shown, limits] = await Promise.all([
      api('POST /progress/:number', { params: { number }, body: {} }).catch(askForCode),
      api('GET /attachment-rules'),
    ])
    // Asked only of a case that is open: a code that is wrong is tried once. The page does without.
    const answers = shown
      ? await api('POST /progress/:number/knowledge', { params: { number }, body: {} }).catch(() => [])
      : []
    return {
      ...{ number, limits, answers, formKey: crypto.randomUUID() },
      ...(shown && { shown }),
      ...(code && { code }),
    }
  },
  title: (t, { number, shown }) =>
    shown
      ? t('portal:progress.case.title', { number, title: shown.title })
      : t('portal:progress.ask.title', { number }),
  Page: CasePage,
})

/** No such case, somebody else's, or not tried with the right code: all the same to whoever asks. */
function askForCode(error: unknown) {
  const { status } = error as { status?: number }
  if (status === 400 || status === 401 || status === 403 || status === 404) return undefined
  throw error
}

function CasePage({
  data: { number, shown, code, limits, formKey, answers = [] },
  query,
}: PageProps<CaseData>) {
  const done = query.get('done')
  const { session } = usePortal()
  const owner = session?.personId ?? null
  const filed = done === 'filed' && shown !== undefined
  useEffect(() => {
    if (filed) void forgetDraft(owner)
  }, [filed, owner])
  if (!shown) return <AskForCode number={number} />
  if (filed) return <Filed filed={shown} code={code} />
  return (
    <CaseView loaded={shown} code={code} limits={limits} formKey={formKey} done={done} answers={answers} />
  )
}

function AskForCode({ number }: { number: string }) {
  const { t } = useT('portal')
  const href = useHref()
  const { session, url } = usePortal()
  return (
    <div className="portal-page portal-page-narrow">
      <header className="portal-page-head">
        <h1>{t('progress.ask.title', { number })}</h1>
        <p>{t('progress.ask.lead')}</p>
      </header>
      <TrackForm number={number} />
      {!session && (
        <p>
          <a href={`${href('/login')}?next=${encodeURIComponent(href(url))}`}>{t('progress.ask.signIn')}</a>
        </p>
      )}
    </div>
  )
}

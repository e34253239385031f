import type { Api, Reply } from '../../../server/api.ts'
import { SurveyForm } from '../../features/surveys/SurveyForm.tsx'
import { useT } from '../../platform/i18n.ts'
import { definePage, type PageProps, useHref } from '../../platform/portal.ts'
import { Link } from '../../ui/Link.tsx'
import './pages.css'

/** Null when the link is none of ours, or its time has passed. */
type Survey = Reply<Api['GET /surveys/:token']> | null

const DISSATISFIED = 2

export const page = definePage<Survey>({
  load: ({ api, params: { token = '' } }) =>
    api('GET /surveys/:token', { params: { token } }).catch((error: { status?: number }) => {
      if (error.status === 400 || error.status === 404 || error.status === 410) return null
      throw error
    }),
  title: (t) => t('portal:survey.title'),
  status: (data) => (data ? 200 : 410),
  Page: SurveyPage,
})

function SurveyPage({ data, params: { token = '' }, query }: PageProps<Survey>) {
  const { t } = useT('portal')
  const href = useHref()
  if (!data) return <Ending title={t('survey.gone')} text={t('survey.goneText')} />
  const { caseNumber: number, answered, title } = data
  if (!answered)
    return (
      <div className="portal-page survey-page">
        <header className="portal-page-head">
          <h1>{t('survey.question')}</h1>
          <p>{t('survey.about', { number, title })}</p>
        </header>
        <SurveyForm token={token} />
      </div>
    )
  const score = t(`survey.scores.s${(data.score ?? 3) as 1 | 2 | 3 | 4 | 5}`)
  if (query.get('done') !== 'thanks')
    return <Ending title={t('survey.already')} text={t('survey.alreadyText', { number, score })} />
  return (
    <Ending title={t('survey.thanks')} text={t('survey.thanksText', { number, score })}>
      {(data.score ?? 0) <= DISSATISFIED && <p>{t('survey.thanksLow')}</p>}
      <p className="portal-ways">
        <Link button="secondary" href={href(`/cases/${number}`)}>
          {t('progress.filed.follow')}
        </Link>
      </p>
    </Ending>
  )
}

function Ending({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <div className="portal-page portal-page-narrow">
      <header className="portal-page-head">
        <h1>{title}</h1>
        <p>{text}</p>
      </header>
      {children ?? (
        <p className="portal-ways">
          <Link button="secondary" href={href('/track')}>
            {t('menu.track')}
          </Link>
        </p>
      )}
    </div>
  )
}

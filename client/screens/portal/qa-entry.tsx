import type { ReadEntry } from '../../../server/api.ts'
import { Doubts, EntryFacts } from '../../features/qa/EntryFacts.tsx'
import { EntryFiles, EntryMedia } from '../../features/qa/EntryFiles.tsx'
import { EntrySide } from '../../features/qa/EntrySide.tsx'
import { FeedbackForm } from '../../features/qa/FeedbackForm.tsx'
import { Gone, type Successor } from '../../features/qa/Gone.tsx'
import { Written } from '../../parts/qa/Written.tsx'
import { useT } from '../../platform/i18n.ts'
import { definePage, useHref } from '../../platform/portal.ts'
import '../../features/qa/qa.css'
import './pages.css'

type Read = { entry: ReadEntry; form: string | null; done: string | null }
type Withdrawn = { number: string; successor: Successor | null }

export const page = definePage<Read | Withdrawn>({
  load: async ({ api, params, query }) => {
    const number = params['number'] ?? ''
    try {
      const entry = await api('GET /knowledge/:number', { params: { number } })
      return { entry, form: query.get('form'), done: query.get('done') }
    } catch (error) {
      const { status, detail } = error as { status?: number; detail?: { successor?: Successor | null } }
      if (status !== 410) throw error
      return { number, successor: detail?.successor ?? null }
    }
  },
  title: (t, data) =>
    'entry' in data ? `${data.entry.title}　${data.entry.number}` : t('portal:qa.gone.title'),
  status: (data) => ('entry' in data ? 200 : 410),
  meta: (_t, data) =>
    'entry' in data
      ? {
          description: data.entry.shortAnswer.slice(0, 160) || data.entry.title,
          canonical: `/qa/${data.entry.number}`,
          noIndex: data.entry.visibility !== 'public',
        }
      : { noIndex: true },
  Page: ({ data }) => ('entry' in data ? <EntryPage {...data} /> : <Gone {...data} />),
})

/** One entry: the short answer first, then steps, what is different elsewhere, files, and whether it helped. */
function EntryPage({ entry, form, done }: Read) {
  const { t } = useT('portal')
  const href = useHref()
  const html = [entry.bodyHtml, entry.expertHtml, ...entry.variants.map((variant) => variant.bodyHtml)].join(
    '',
  )
  // What the text shows is not shown twice.
  const left = entry.files.filter((file) => !html.includes(file.fileId))
  const media = left.filter(({ kind }) => kind === 'picture' || kind === 'clip')
  const files = entry.files.filter(({ kind }) => kind === 'attachment' || kind === 'form')
  return (
    <div className="portal-page qa-page">
      <nav className="qa-crumbs no-print" aria-label={t('qa.entry.crumbs')}>
        <a href={href('/qa')}>{t('qa.title')}</a>
        {entry.systems[0] && (
          <a href={href(`/qa?system=${entry.systems[0].id}`)}>{entry.systems[0].shortName}</a>
        )}
      </nav>
      <div className="qa-columns">
        <article className="qa-main">
          <header className="portal-page-head">
            <h1>{entry.title}</h1>
            <EntryFacts entry={entry} />
          </header>
          <Doubts entry={entry} />
          {entry.shortAnswer && (
            <section className="qa-answer" aria-labelledby="qa-answer">
              <h2 id="qa-answer">{t('qa.entry.answer')}</h2>
              <p>{entry.shortAnswer}</p>
            </section>
          )}
          <Variants entry={entry} isOwn />
          <Steps entry={entry} form={form} />
          <EntryMedia files={media} />
          <Variants entry={entry} isOwn={false} />
          <EntryFiles files={files} />
          <Answered entry={entry} />
          <FeedbackForm entry={entry} done={done} />
          <p className="qa-printed">{t('qa.entry.printed', { address: `/qa/${entry.number}` })}</p>
        </article>
        <EntrySide entry={entry} />
      </div>
    </div>
  )
}

/** The full form and the one for those who know the system; links change between them. */
function Steps({ entry, form }: { entry: ReadEntry; form: string | null }) {
  const { t } = useT('portal')
  const href = useHref()
  const hasBoth = entry.bodyHtml !== '' && entry.expertHtml !== ''
  const expert = hasBoth
    ? form === 'expert' || (form !== 'plain' && entry.isExpert)
    : entry.bodyHtml === '' && entry.expertHtml !== ''
  const html = expert ? entry.expertHtml : entry.bodyHtml
  if (html === '') return null
  return (
    <section aria-labelledby="qa-steps">
      <h2 id="qa-steps">{t('qa.entry.steps')}</h2>
      {hasBoth && (
        <nav className="qa-tabs no-print" aria-label={t('qa.entry.form')}>
          <ul>
            {(['plain', 'expert'] as const).map((one) => (
              <li key={one}>
                <a
                  href={href(`/qa/${entry.number}?form=${one}`)}
                  aria-current={(one === 'expert') === expert ? 'true' : undefined}
                >
                  {t(`qa.entry.${one}`)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Written html={html} />
    </section>
  )
}

/** The reader's own are open and stand before the steps; the others are folded, below. */
function Variants({ entry, isOwn }: { entry: ReadEntry; isOwn: boolean }) {
  const { t } = useT('portal')
  const variants = entry.variants.filter((variant) => variant.isOwn === isOwn)
  if (variants.length === 0) return null
  return (
    <section className="qa-variants">
      <h2>{t(isOwn ? 'qa.entry.own' : 'qa.entry.variants')}</h2>
      {variants.map(({ label, bodyHtml }) => (
        <details key={label} open={isOwn}>
          <summary>{label}</summary>
          <Written html={bodyHtml} label={label} />
        </details>
      ))}
    </section>
  )
}

/** What readers said that the editors have answered. */
function Answered({ entry: { answered } }: { entry: ReadEntry }) {
  const { t } = useT('portal')
  if (answered.length === 0) return null
  return (
    <section aria-labelledby="qa-answered">
      <h2 id="qa-answered">{t('qa.entry.answeredTitle')}</h2>
      <ul className="qa-answered">
        {answered.map(({ reason, answer, at }) => (
          <li key={`${at} ${reason}`}>
            {reason && (
              <blockquote>
                <b>{t('qa.entry.said')}</b>　{reason}
              </blockquote>
            )}
            <p>
              <b>{t('qa.entry.editors')}</b>　{answer}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

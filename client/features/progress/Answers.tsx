import { useT } from '../../platform/i18n.ts'
import { useHref } from '../../platform/portal.ts'

export type Answer = { number: string; title: string }

/** Entries of Q&A that the case was answered with, to be read whole and found again. */
export function Answers({ answers }: { answers: readonly Answer[] }) {
  const { t } = useT('portal')
  const href = useHref()
  if (answers.length === 0) return null
  return (
    <section className="progress-facts" aria-labelledby="progress-answers">
      <h2 id="progress-answers">{t('progress.case.answers')}</h2>
      <ul className="progress-answers">
        {answers.map(({ number, title }) => (
          <li key={number}>
            <a href={href(`/qa/${number}`)}>{title}</a> <span className="muted">{number}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

import { CircleCheck, TriangleAlert } from 'lucide-react'
import { useT } from '../../platform/i18n.ts'
import type { Worse } from './queries.ts'

/** Which questions find their entry further down than before; a place of 0 is none. */
export function WorseQuestions({ worse }: { worse: readonly Worse[] }) {
  const { t } = useT('asked')
  if (worse.length === 0)
    return (
      <p className="asked-fine">
        <CircleCheck aria-hidden /> {t('synonyms.noneWorse')}
      </p>
    )
  const place = (n: number) => (n === 0 ? t('questions.notFound') : t('questions.place', { n }))
  return (
    <div className="asked-worse">
      <p>
        <TriangleAlert aria-hidden /> {t('synonyms.worse', { count: worse.length })}
      </p>
      <ul>
        {worse.map(({ question, number, before, after }) => (
          <li key={`${question} ${number}`}>
            {question}（{number}）
            <b>{t('synonyms.fromTo', { before: place(before), after: place(after) })}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

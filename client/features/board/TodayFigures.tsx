import { useQuery } from '@tanstack/react-query'
import type { Board } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'

const percent = (share: number) => `${Math.round(share * 100)}%`

/** What has come in and gone out today, and how satisfied people were: each figure with its base. */
export function TodayFigures({ today }: { today: Board['today'] }) {
  const { t } = useT('board')
  const may = useMay()
  const survey = useQuery({
    queryKey: ['survey-summary'],
    queryFn: () => api('GET /surveys/summary'),
    enabled: may('survey:read'),
  })
  return (
    <div>
      <dl className="board-figures" aria-label={t('today.title')}>
        {(['opened', 'answered', 'closed'] as const).map((key) => (
          <div key={key}>
            <dt>{t(`today.${key}`)}</dt>
            <dd>{today[key]}</dd>
          </div>
        ))}
        {survey.data && (
          <div>
            <dt>{t('today.satisfaction')}</dt>
            <dd>
              {survey.data.satisfaction === null ? t('today.noAnswers') : percent(survey.data.satisfaction)}
              {survey.data.responseRate !== null && (
                <small>
                  {t('today.sample', {
                    answered: survey.data.answered,
                    rate: percent(survey.data.responseRate),
                  })}
                </small>
              )}
            </dd>
          </div>
        )}
      </dl>
      {survey.data && <p className="board-formula">{survey.data.formula}</p>}
    </div>
  )
}

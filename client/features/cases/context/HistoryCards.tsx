import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../../server/api.ts'
import { AskedCard, Card, Fact } from '../../../parts/card/Card.tsx'
import { useT } from '../../../platform/i18n.ts'
import { spanInWords } from '../../../ui/Elapsed.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'
import { routingQuery, surveyQuery } from '../queries.ts'

const MINUTE_MS = 60_000

/** To whom routing gave the case, and why. */
export function RoutingCard({ row }: { row: Case }) {
  const { t } = useT('cases')
  const query = useQuery(routingQuery(row.number, row.id))
  return (
    <AskedCard title={t('context.routing')} query={query}>
      {(decisions) =>
        decisions.length === 0 ? (
          <p className="muted">{t('context.noRouting')}</p>
        ) : (
          <ol className="context-list">
            {[...decisions].reverse().map(({ at, outcome, agentName, reason }) => (
              <li key={`${at} ${outcome}`}>
                <p>
                  <b>
                    {t(`context.outcome.${outcome}` as 'context.outcome.offered', { name: agentName ?? '' })}
                  </b>{' '}
                  <RocTime at={at} />
                </p>
                <p className="muted">{reason}</p>
              </li>
            ))}
          </ol>
        )
      }
    </AskedCard>
  )
}

/** What the requester thought of the answer. */
export function SurveyCard({ row }: { row: Case }) {
  const { t } = useT('cases')
  const query = useQuery(surveyQuery(row.number, row.id))
  return (
    <AskedCard title={t('context.survey')} query={query}>
      {({ state, score, comment }) =>
        state === 'answered' && score !== null ? (
          <>
            <p>
              <b>{t('context.surveyScore', { score })}</b>
            </p>
            {comment && <p>「{comment}」</p>}
          </>
        ) : (
          <p className="muted">{t(state === 'sent' ? 'context.surveySent' : 'context.surveyNone')}</p>
        )
      }
    </AskedCard>
  )
}

/** Working time that the case has spent with each side. */
export function ClocksCard({ row: { clocks } }: { row: Case }) {
  const { t } = useT('cases')
  const words = (minutes: number) =>
    minutes > 0 ? t('context.workingMinutes', { span: spanInWords(t, minutes * MINUTE_MS) }) : null
  if (clocks.ours + clocks.requester + clocks.vendor === 0) return null
  return (
    <Card title={t('context.clocks')}>
      <dl>
        <Fact name={t('context.clockOurs')}>{words(clocks.ours)}</Fact>
        <Fact name={t('context.clockRequester')}>{words(clocks.requester)}</Fact>
        <Fact name={t('context.clockVendor')}>{words(clocks.vendor)}</Fact>
      </dl>
    </Card>
  )
}

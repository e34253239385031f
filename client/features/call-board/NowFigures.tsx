import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CallBoard } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Counting, shareIn } from './figures.tsx'

/** The few numbers a room steers by, each with its target or what it means. */
export function NowFigures({ board }: { board: CallBoard }) {
  const { t } = useT('calls')
  const { now, today, queues, frozenAt } = board
  const first = queues[0]
  const level = today.serviceLevel
  const reached = level !== null && first !== undefined && level * 100 >= first.levelTarget
  const none = t('now.noData')
  return (
    <>
      <dl className="board-figures call-figures" aria-label={t('now.title')}>
        <Figure
          name={t('now.level')}
          value={shareIn(level, none)}
          tone={level === null ? undefined : reached ? 'good' : 'bad'}
        >
          {level !== null && (
            <span>
              {reached ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
              {t(reached ? 'now.reached' : 'now.missed')}
            </span>
          )}
          {first && (
            <span>{t('now.target', { target: first.levelTarget, seconds: first.levelSeconds })}</span>
          )}
        </Figure>
        <Figure
          name={t('now.waiting')}
          value={now.waiting}
          tone={now.waiting > 0 && now.ready === 0 ? 'bad' : undefined}
        >
          {now.longestWaitSince ? (
            <Longest since={now.longestWaitSince as string} stopsAt={frozenAt as string | null} />
          ) : (
            <span>{t('now.nobody')}</span>
          )}
          {now.inMenu > 0 && <span>{t('now.menu', { count: now.inMenu })}</span>}
        </Figure>
        <Figure name={t('now.ready')} value={now.ready} />
        <Figure name={t('now.talking')} value={now.talking}>
          {now.ringing > 0 && <span>{t('now.ringing', { count: now.ringing })}</span>}
          {now.inSurvey > 0 && <span>{t('now.survey', { count: now.inSurvey })}</span>}
        </Figure>
        <Figure name={t('now.abandon')} value={shareIn(today.abandonRate, none)}>
          <span>{t('now.abandonHelp', { rate: shareIn(today.abandonRateToSteer, none) })}</span>
        </Figure>
        <Figure name={t('now.callbacks')} value={now.callbacks} />
      </dl>
      <p className="board-formula">{board.formula}</p>
    </>
  )
}

function Longest({ since, stopsAt }: { since: string; stopsAt: string | null }) {
  const { t } = useT('calls')
  const [before, after] = t('now.longest', { span: '\0' }).split('\0')
  return (
    <span>
      {before}
      <Counting since={since} stopsAt={stopsAt ?? undefined} />
      {after}
    </span>
  )
}

function Figure({
  name,
  value,
  tone,
  children,
}: {
  name: string
  value: ReactNode
  tone?: 'good' | 'bad' | undefined
  children?: ReactNode
}) {
  return (
    <div data-tone={tone}>
      <dt>{name}</dt>
      <dd>
        {value}
        {children && <small>{children}</small>}
      </dd>
    </div>
  )
}

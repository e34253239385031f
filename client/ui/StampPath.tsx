import type { CaseStatus } from '../../server/api.ts'
import { useT } from '../platform/i18n.ts'
import './StampPath.css'

const STEPS = ['received', 'assigned', 'handled', 'closed'] as const

/** How many stamps a state has earned (收 派 辦 結), and which step it is at. */
const WAY: Record<CaseStatus, { stamped: number; at: number }> = {
  received: { stamped: 1, at: 0 },
  assigned: { stamped: 2, at: 1 },
  reopened: { stamped: 2, at: 2 },
  'in-progress': { stamped: 2, at: 2 },
  waiting: { stamped: 2, at: 2 },
  escalated: { stamped: 2, at: 2 },
  answered: { stamped: 3, at: 2 },
  closed: { stamped: 4, at: 3 },
  withdrawn: { stamped: 1, at: 0 },
}

/**
 * The way of a case as a row of seals; stamped ones are vermilion and tilted, and each says its state in words.
 * With `fresh` the last stamp lands.
 */
export function StampPath({ status, fresh = false }: { status: CaseStatus; fresh?: boolean }) {
  const { t } = useT()
  const { stamped, at } = WAY[status]
  return (
    <ol className="ui-stamps" aria-label={t('stamps.label')}>
      {STEPS.map((step, i) => {
        const done = i < stamped
        const word = done ? 'done' : 'todo'
        return (
          <li
            key={step}
            data-done={done || undefined}
            data-fresh={(fresh && i === stamped - 1) || undefined}
            aria-current={i === at ? 'step' : undefined}
          >
            <span className="ui-stamp" aria-hidden>
              {t(`stamps.${step}.seal`)}
            </span>
            <span>
              {step === 'handled' && !done && i === at
                ? t('stamps.handled.now')
                : t(`stamps.${step}.${word}`)}
              {!done && i !== at && <span className="sr-only">（{t('stamps.pending')}）</span>}
            </span>
          </li>
        )
      })}
    </ol>
  )
}

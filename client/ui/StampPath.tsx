import type { CaseStatus } from '../../server/api.ts'
import { useT } from '../platform/i18n.ts'
import './StampPath.css'

const STEPS = ['received', 'assigned', 'handled', 'closed'] as const

/** How many stamps a state has earned: 收 派 辦 結. */
const STAMPED: Record<CaseStatus, number> = {
  received: 1,
  assigned: 2,
  reopened: 2,
  'in-progress': 2,
  waiting: 2,
  escalated: 2,
  answered: 3,
  closed: 4,
  withdrawn: 1,
}

/** The way of a case as a row of seals; stamped ones are vermilion and tilted, and each says its state in words. */
export function StampPath({ status, fresh = false }: { status: CaseStatus; fresh?: boolean }) {
  const { t } = useT()
  const stamped = STAMPED[status]
  return (
    <ol className="ui-stamps" aria-label={t('stamps.label')}>
      {STEPS.map((step, i) => {
        const done = i < stamped
        const current = i === Math.min(stamped, STEPS.length) - 1
        return (
          <li
            key={step}
            data-done={done || undefined}
            data-fresh={(fresh && current) || undefined}
            aria-current={current ? 'step' : undefined}
          >
            <span className="ui-stamp" aria-hidden>
              {t(`stamps.${step}.seal`)}
            </span>
            <span>
              {t(`stamps.${step}.word`)}
              <span className="sr-only">（{t(done ? 'stamps.done' : 'stamps.pending')}）</span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}

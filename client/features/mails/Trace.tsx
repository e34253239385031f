import type { Api, Reply } from '../../../server/api.ts'
import { type Translate, useT } from '../../platform/i18n.ts'
import { RocTime } from '../../ui/RocTime.tsx'
import { stepInWords } from './steps.ts'

type Steps = Reply<Api['GET /received-mails/:mailId']>['trace']

/** The way of a mail through the house, oldest first. */
export function Trace({ steps }: { steps: Steps }) {
  const { t } = useT('mails')
  return (
    <section className="mail-trace" aria-label={t('trace.title')}>
      <h3>{t('trace.title')}</h3>
      <ol>
        {steps.map((step, n) => (
          <li key={n}>
            <RocTime at={step.at} /> <Step t={t} step={step} />
          </li>
        ))}
      </ol>
    </section>
  )
}

function Step({ t, step }: { t: Translate<'mails'>; step: Steps[number] }) {
  const { what, details } = stepInWords(t, step)
  return (
    <span>
      {what}
      {details.length > 0 && <span className="muted"> {details.join('，')}</span>}
    </span>
  )
}

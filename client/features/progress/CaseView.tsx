import { Printer, RotateCw } from 'lucide-react'
import { useEffect } from 'react'
import type { PortalCase } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHref, usePortal } from '../../platform/portal.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import type { FileLimits } from '../../ui/FileDrop.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { Link } from '../../ui/Link.tsx'
import { Slip } from '../../ui/Slip.tsx'
import { StampPath } from '../../ui/StampPath.tsx'
import { StatusChip } from '../../ui/StatusChip.tsx'
import { AddInformation } from './AddInformation.tsx'
import { type Answer, Answers } from './Answers.tsx'
import { codeInHash } from './code-in-hash.ts'
import { Reopen, Verify, Withdraw } from './Decisions.tsx'
import { Facts } from './Facts.tsx'
import { dayAndTime, nextStep, standingOf } from './next-step.ts'
import { PrintedAt } from './PrintedAt.tsx'
import { Timeline } from './Timeline.tsx'
import { useLiveCase } from './use-live-case.ts'
import './progress.css'

const DONE = ['messages', 'withdrawal', 'reopening', 'verification'] as const

/** A case as its requester follows it: where it stands, what comes next and by when, what was said, what can be done. */
export function CaseView({
  loaded,
  code,
  limits,
  formKey,
  done,
  answers,
}: {
  loaded: PortalCase
  code: string | undefined
  limits: FileLimits
  formKey: string
  /** What was just done here, named as in the address. */
  done: string | null
  /** Entries of Q&A that went into answers. */
  answers: readonly Answer[]
}) {
  const { t, language } = useT('portal')
  const { now } = usePortal()
  const { current, fresh } = useLiveCase(loaded)
  const { number, title, status, actions, surveyToken } = current
  const next = nextStep(current, new Date(now))
  const at = 'at' in next ? dayAndTime(next.at, language) : ''
  const news = DONE.find((verb) => verb === done)
  useAddressTidied()
  return (
    <div className="portal-page progress">
      <PrintedAt />
      {fresh && <Banner>{t('progress.done.fresh')}</Banner>}
      {news && !fresh && <Banner>{t(`progress.done.${news}`)}</Banner>}
      <Slip number={number} date={current.openedAt} className="progress-slip">
        <h1>{title}</h1>
        <p>
          <StatusChip state={status} waitingFor={current.waitingFor} />{' '}
          <span className="muted">{current.systemName}</span>
        </p>
        <StampPath status={status} fresh={fresh} />
      </Slip>
      <div className="progress-columns">
        <div className="progress-main">
          <section className="progress-now" aria-labelledby="progress-now">
            <h2 id="progress-now">{t('progress.case.now')}</h2>
            <p>
              <b>{t(`progress.status.${standingOf(current)}`)}</b> {t(`progress.next.${next.key}`, { at })}
            </p>
          </section>
          {actions.includes('verify') && <Verify number={number} />}
          {surveyToken && <SurveyLink token={surveyToken} />}
          <Timeline entries={current.entries} />
          <div className="progress-actions no-print">
            {actions.includes('add-information') && (
              <AddInformation
                number={number}
                formKey={formKey}
                limits={limits}
                isNext={current.waitingFor === 'data'}
              />
            )}
            {actions.includes('reopen') && <Reopen number={number} />}
            {actions.includes('withdraw') && <Withdraw number={number} />}
          </div>
        </div>
        <aside className="progress-side">
          <Facts shown={current} code={code} />
          <Answers answers={answers} />
          <Ways number={number} />
        </aside>
      </div>
    </div>
  )
}

function SurveyLink({ token }: { token: string }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <p className="portal-panel progress-survey no-print">
      {t('progress.survey.lead')}
      <Link button="primary" href={href(`/surveys/${token}`)}>
        {t('progress.survey.link')}
      </Link>
    </p>
  )
}

function Ways({ number }: { number: string }) {
  const { t } = useT('portal')
  const href = useHref()
  const { session } = usePortal()
  const awake = useHydrated()
  return (
    <p className="portal-ways no-print">
      {awake && (
        <Button icon={<Printer aria-hidden />} onPress={() => print()}>
          {t('progress.case.print')}
        </Button>
      )}
      <Link button="secondary" icon={<RotateCw aria-hidden />} href={href(`/cases/${number}`)}>
        {t('progress.case.reload')}
      </Link>
      {session && (
        <Link button="quiet" href={href('/cases')}>
          {t('progress.case.back')}
        </Link>
      )}
    </p>
  )
}

/** Neither the code that a mail's link carries behind `#` nor what was just done need stay in the address. */
function useAddressTidied() {
  useEffect(() => {
    if (codeInHash(location.hash) || location.search.includes('done='))
      history.replaceState(null, '', location.pathname)
  }, [])
}

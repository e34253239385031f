import { CircleCheck, CircleX } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { postedText, useHref, usePosted } from '../../platform/portal.ts'
import { useSubmitOnce } from '../../platform/submit-once.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { TextArea } from '../../ui/TextArea.tsx'

type OfCase = { number: string }

/** 已解決／未解決: what the requester found on trying again. Two buttons of one form. */
export function Verify({ number }: OfCase) {
  const { t } = useT('portal')
  const href = useHref()
  const posted = usePosted('/cases/:number/verification')
  const { onSubmit } = useSubmitOnce()
  return (
    <form
      method="post"
      action={href(`/cases/${number}/verification`)}
      className="portal-panel progress-verify no-print"
      aria-labelledby="verify"
      onSubmit={onSubmit}
    >
      <h2 id="verify">{t('progress.verify.title')}</h2>
      <ErrorSummary errors={[]} problem={posted?.problem ?? posted?.errors['comment']} />
      <p>{t('progress.verify.lead')}</p>
      <TextArea
        name="comment"
        label={t('progress.verify.comment')}
        description={t('progress.verify.commentHelp')}
        mark="optional"
        rows={2}
        defaultValue={postedText(posted, 'comment') ?? ''}
      />
      <p className="portal-ways">
        <button type="submit" name="solved" value="yes" className="ui-button" data-variant="primary">
          <CircleCheck aria-hidden />
          {t('progress.verify.solved')}
        </button>
        <button type="submit" name="solved" value="no" className="ui-button">
          <CircleX aria-hidden />
          {t('progress.verify.notSolved')}
        </button>
      </p>
    </form>
  )
}

/** 重新處理: it happened again, or was never solved. */
export function Reopen({ number }: OfCase) {
  const { t } = useT('portal')
  const href = useHref()
  const posted = usePosted('/cases/:number/reopening')
  const [reason, setReason] = useState(postedText(posted, 'reason') ?? '')
  const [attempt, setAttempt] = useState(0)
  const blank = /^[\s\u3000]*$/u.test(reason)
  const { sending, onSubmit } = useSubmitOnce(() => {
    if (blank) setAttempt(attempt + 1)
    return !blank
  })
  const tried = attempt > 0 || posted !== undefined
  const error = tried && blank ? t('progress.reopen.missing') : posted?.errors['reason']
  return (
    <details className="portal-panel progress-step" open={posted !== undefined}>
      <summary>{t('progress.reopen.title')}</summary>
      <form method="post" action={href(`/cases/${number}/reopening`)} noValidate onSubmit={onSubmit}>
        <ErrorSummary
          errors={error ? [{ fieldId: 'reopen-reason', message: error }] : []}
          problem={posted?.problem}
          attempt={attempt}
        />
        <p>{t('progress.reopen.lead')}</p>
        <TextArea
          id="reopen-reason"
          name="reason"
          label={t('progress.reopen.reason')}
          isRequired
          rows={3}
          value={reason}
          onChange={setReason}
          error={error}
        />
        <Button type="submit" variant="primary" isPending={sending}>
          {t('progress.reopen.submit')}
        </Button>
      </form>
    </details>
  )
}

/** 撤回: opening it is the first step, the button inside the second. */
export function Withdraw({ number }: OfCase) {
  const { t } = useT('portal')
  const href = useHref()
  const posted = usePosted('/cases/:number/withdrawal')
  const { sending, onSubmit } = useSubmitOnce()
  return (
    <details className="portal-panel progress-step" open={posted !== undefined}>
      <summary>{t('progress.withdraw.title')}</summary>
      <form method="post" action={href(`/cases/${number}/withdrawal`)} onSubmit={onSubmit}>
        <ErrorSummary errors={[]} problem={posted?.problem ?? posted?.errors['reason']} />
        <p>{t('progress.withdraw.lead')}</p>
        <TextArea
          name="reason"
          label={t('progress.withdraw.reason')}
          mark="optional"
          rows={2}
          limit={2000}
          defaultValue={postedText(posted, 'reason') ?? ''}
        />
        <Button type="submit" variant="danger" isPending={sending}>
          {t('progress.withdraw.submit')}
        </Button>
      </form>
    </details>
  )
}

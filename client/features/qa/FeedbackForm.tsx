import { useState } from 'react'
import type { ReadEntry } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { postedText, useHref, usePosted } from '../../platform/portal.ts'
import { useSubmitOnce } from '../../platform/submit-once.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Link } from '../../ui/Link.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextArea } from '../../ui/TextArea.tsx'

const LONGEST = 1000

/** 這樣解決了嗎？ One say for each reader and version. Who is not helped goes on to file a case, the entry with them. */
export function FeedbackForm({ entry, done }: { entry: ReadEntry; done: string | null }) {
  const { t } = useT('portal')
  const href = useHref()
  const posted = usePosted('/qa/:number/feedback')
  const [attempt, setAttempt] = useState(0)
  const { sending, onSubmit } = useSubmitOnce((form) => {
    const chosen = new FormData(form).get('solved') !== null
    if (!chosen) setAttempt(attempt + 1)
    return chosen
  })
  const [solved, setSolved] = useState(postedText(posted, 'solved') ?? '')
  const missing = solved === '' && (attempt > 0 || posted !== undefined)
  const error = missing ? t('qa.feedback.missing') : posted?.errors['solved']
  const reasonError = posted?.errors['reason']
  return (
    <section id="feedback" className="qa-feedback no-print" aria-label={t('qa.feedback.title')}>
      {done === 'solved' || done === 'unsolved' ? (
        <p role="status" className="qa-thanks">
          {t(done === 'solved' ? 'qa.feedback.thanksSolved' : 'qa.feedback.thanksUnsolved')}
        </p>
      ) : (
        <form
          method="post"
          action={href(`/qa/${entry.number}/feedback`)}
          noValidate
          className="portal-panel"
          onSubmit={onSubmit}
        >
          <ErrorSummary
            errors={[
              ...(error ? [{ fieldId: 'qa-solved', message: error }] : []),
              ...(reasonError ? [{ fieldId: 'qa-reason', message: reasonError }] : []),
            ]}
            problem={posted?.problem}
            attempt={attempt}
          />
          <RadioGroup
            id="qa-solved"
            name="solved"
            label={t('qa.feedback.title')}
            isRequired
            layout="row"
            options={[
              { id: 'yes', label: t('qa.feedback.solved') },
              { id: 'no', label: t('qa.feedback.unsolved') },
            ]}
            value={solved}
            onChange={setSolved}
            error={error}
          />
          <TextArea
            id="qa-reason"
            name="reason"
            label={t('qa.feedback.reason')}
            description={t('qa.feedback.reasonHelp')}
            mark="optional"
            rows={3}
            limit={LONGEST}
            defaultValue={postedText(posted, 'reason') ?? ''}
            error={reasonError}
          />
          <Button type="submit" variant="secondary" isPending={sending}>
            {t('qa.feedback.submit')}
          </Button>
        </form>
      )}
      <p>
        <Link
          button={done === 'unsolved' ? 'seal' : 'primary'}
          href={href(askPath(entry, t('qa.feedback.stillWords', entry)))}
        >
          {t('qa.feedback.still')}
        </Link>
      </p>
      <p className="muted">{t('qa.feedback.stillHelp')}</p>
    </section>
  )
}

/** The form for a case, with what was read. */
function askPath({ systems }: ReadEntry, words: string) {
  const system = systems.length === 1 ? String(systems[0]?.id) : ''
  return `/cases/new?${new URLSearchParams({ q: `${words}\n`, ...(system && { system }) })}`
}

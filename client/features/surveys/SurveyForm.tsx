import { Angry, Frown, Laugh, Meh, Smile } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { postedText, useHref, usePosted } from '../../platform/portal.ts'
import { useSubmitOnce } from '../../platform/submit-once.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import './surveys.css'

const SCORES = [5, 4, 3, 2, 1] as const
const FACES = { 5: Laugh, 4: Smile, 3: Meh, 2: Frown, 1: Angry }
const LONGEST = 5000

/** One question in five steps, each with its word, and room for more. */
export function SurveyForm({ token }: { token: string }) {
  const { t } = useT('portal')
  const href = useHref()
  const posted = usePosted('/surveys/:token')
  const [attempt, setAttempt] = useState(0)
  const { sending, onSubmit } = useSubmitOnce((form) => {
    const chosen = new FormData(form).get('score') !== null
    if (!chosen) setAttempt(attempt + 1)
    return chosen
  })
  const [score, setScore] = useState(postedText(posted, 'score') ?? '')
  const missing = score === '' && (attempt > 0 || posted !== undefined)
  const error = missing ? t('survey.missing') : posted?.errors['score']
  const commentError = posted?.errors['comment']
  return (
    <form
      method="post"
      action={href(`/surveys/${encodeURIComponent(token)}`)}
      noValidate
      className="portal-panel"
      aria-label={t('survey.title')}
      onSubmit={onSubmit}
    >
      <ErrorSummary
        errors={[
          ...(error ? [{ fieldId: 'survey-score', message: error }] : []),
          ...(commentError ? [{ fieldId: 'survey-comment', message: commentError }] : []),
        ]}
        problem={posted?.problem}
        attempt={attempt}
      />
      <RadioGroup
        id="survey-score"
        className="survey-scores"
        name="score"
        label={t('survey.score')}
        isRequired
        layout="cards"
        options={SCORES.map((score) => {
          const Face = FACES[score]
          return {
            id: String(score),
            label: (
              <span className="survey-face">
                <Face aria-hidden />
                {t(`survey.scores.s${score}`)}
              </span>
            ),
          }
        })}
        value={score}
        onChange={setScore}
        error={error}
      />
      <TextArea
        id="survey-comment"
        name="comment"
        label={t('survey.comment')}
        description={t('survey.commentHelp')}
        mark="optional"
        rows={4}
        limit={LONGEST}
        defaultValue={postedText(posted, 'comment') ?? ''}
        error={commentError}
      />
      <Button type="submit" variant="primary" isPending={sending}>
        {t('survey.submit')}
      </Button>
    </form>
  )
}

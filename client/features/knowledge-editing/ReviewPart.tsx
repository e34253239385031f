import { Check, Undo2 } from 'lucide-react'
import { useState } from 'react'
import type { EditedEntry } from '../../../server/api.ts'
import { formatDate, isoDate, startOfDay } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import type { AtWork } from './content.ts'
import { useSteps } from './use-steps.ts'

const LONGEST_NOTE = 2000

/** What somebody else than its writers decides about a version: live, or back with a note. */
export function ReviewPart({ entry, atWork }: { entry: EditedEntry; atWork: AtWork }) {
  const { t, language } = useT('entries')
  const may = useMay()
  const steps = useSteps(entry, atWork)
  const [note, setNote] = useState('')
  const [isMissing, setMissing] = useState(false)
  const { can, effectiveFrom, state } = atWork
  const isLater = effectiveFrom !== null && effectiveFrom > isoDate(new Date())
  const day = effectiveFrom ? formatDate(startOfDay(effectiveFrom), language) : ''
  const isAtWork = steps.approve.isPending || steps.giveBack.isPending
  const problem = steps.approve.problem ?? steps.giveBack.problem ?? steps.takeBack.problem
  const giveBack = () => {
    if (note.trim() === '') {
      setMissing(true)
      document.querySelector<HTMLElement>('#entry-review-note')?.focus()
      return
    }
    steps.giveBack.run(note)
  }
  const mayReview = can.includes('approve') || can.includes('return')
  return (
    <section className="entry-review" aria-label={t('review.title')}>
      <h2>{state === 'approved' ? t('state.approved') : t('review.title')}</h2>
      {state === 'approved' && <p>{t('entry.approvedFor', { day })}</p>}
      {state === 'review' && (
        <p>
          {mayReview ? t('review.help') : t('review.notReviewer')}
          {isLater && ` ${t('entry.waiting', { day })}`}
        </p>
      )}
      {state === 'review' && may('knowledge:review') && !can.includes('approve') && (
        <p className="entry-second">{t('review.second')}</p>
      )}
      {mayReview && (
        <TextArea
          id="entry-review-note"
          label={t('review.note')}
          description={t('review.noteHelp')}
          rows={2}
          limit={LONGEST_NOTE}
          value={note}
          onChange={(text) => {
            setNote(text)
            setMissing(false)
          }}
          error={isMissing ? t('review.noteMissing') : undefined}
        />
      )}
      <p className="entry-ways">
        {can.includes('approve') && (
          <Button
            variant="primary"
            icon={<Check aria-hidden />}
            onPress={() => steps.approve.run(note)}
            isPending={isAtWork}
          >
            {isLater ? t('review.approveOn', { day }) : t('review.approve')}
          </Button>
        )}
        {can.includes('return') && (
          <Button onPress={giveBack} isPending={isAtWork}>
            {t('review.return')}
          </Button>
        )}
        {can.includes('take-back') && (
          <Button
            variant="quiet"
            icon={<Undo2 aria-hidden />}
            onPress={() => steps.takeBack.run()}
            isPending={steps.takeBack.isPending}
          >
            {t('entry.takeBack')}
          </Button>
        )}
      </p>
      <div role="alert">{problem && <ErrorLine>{problem}</ErrorLine>}</div>
    </section>
  )
}

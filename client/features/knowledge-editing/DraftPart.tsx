import { PencilLine, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { EditedEntry } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import type { AtWork } from './content.ts'
import { faultWords } from './fields.ts'
import { useSteps } from './use-steps.ts'

/** A draft: written on, sent to its review, or given up. */
export function DraftPart({ entry, atWork }: { entry: EditedEntry; atWork: AtWork }) {
  const { t } = useT('entries')
  const steps = useSteps(entry, atWork)
  const [isAsking, setAsking] = useState(false)
  const row = entry.versions.find(({ id }) => id === atWork.id)
  const problem = steps.submit.problem ?? steps.discard.problem
  return (
    <section className="entry-review" aria-label={t('state.draft')}>
      {row?.reviewNote && (
        <div className="entry-returned">
          <h2>{t('entry.returned')}</h2>
          <p>{row.reviewNote}</p>
          {row.reviewedBy && <p className="muted">{row.reviewedBy}</p>}
        </div>
      )}
      <p className="entry-ways">
        {atWork.can.includes('save') && (
          <RouteLink
            button="primary"
            icon={<PencilLine aria-hidden />}
            to="/desk/kb/$number/edit"
            params={{ number: entry.number }}
          >
            {t('entry.edit')}
          </RouteLink>
        )}
        {atWork.can.includes('submit') && (
          <Button
            icon={<Send aria-hidden />}
            onPress={() => steps.submit.run()}
            isPending={steps.submit.isPending}
          >
            {t('entry.submit')}
          </Button>
        )}
        {atWork.can.includes('discard') && (
          <Button variant="quiet" icon={<Trash2 aria-hidden />} onPress={() => setAsking(true)}>
            {t('entry.discard')}
          </Button>
        )}
      </p>
      <div role="alert">
        {problem && <ErrorLine>{problem}</ErrorLine>}
        {problem && steps.missing.length > 0 && (
          <ul className="entry-missing">
            {steps.missing.map((fault) => (
              <li key={`${fault.at} ${fault.word}`}>{faultWords(t, fault)}</li>
            ))}
          </ul>
        )}
      </div>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('entry.discardTitle', { number: entry.number, n: row?.n ?? '' })}
        action={t('entry.discard')}
        isDangerous
        isPending={steps.discard.isPending}
        onAction={() => {
          steps.discard.run()
          setAsking(false)
        }}
      >
        {t('entry.discardText')}
      </AlertDialog>
    </section>
  )
}

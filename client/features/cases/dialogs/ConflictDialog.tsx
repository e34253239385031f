import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import type { Conflict } from '../commands.ts'
import { EntryView } from '../timeline/EntryView.tsx'

/** Others changed the case meanwhile: what they did beside one's own words, and the choice to send all the same. */
export function ConflictDialog({
  conflict,
  requesterName,
  mine,
  action,
  isPending,
  onSend,
  onClose,
}: {
  conflict: Conflict | undefined
  requesterName: string
  mine?: { text: string; onChange: (text: string) => void }
  /** What was to be done, where it was no text. */
  action?: string
  isPending: boolean
  onSend: (version: number) => void
  onClose: () => void
}) {
  const { t } = useT('cases')
  return (
    <Dialog
      isOpen={conflict !== undefined}
      onClose={onClose}
      title={t('conflict.title')}
      size={mine ? 'wide' : 'normal'}
      keepOpen
      actions={
        <>
          <Button onPress={onClose}>{t('conflict.look')}</Button>
          <Button
            variant="primary"
            onPress={() => conflict && onSend(conflict.version)}
            isPending={isPending}
          >
            {t('conflict.sendAnyway')}
          </Button>
        </>
      }
    >
      <div className="conflict" data-two={mine ? '' : undefined}>
        <section aria-labelledby="conflict-changes">
          <h3 id="conflict-changes">{t('conflict.changes')}</h3>
          {conflict?.changes.map((entry) => (
            <EntryView key={entry.id} entry={entry} requesterName={requesterName} />
          ))}
        </section>
        {mine ? (
          <section>
            <TextArea label={t('conflict.yours')} rows={6} value={mine.text} onChange={mine.onChange} />
            <p className="muted">{t('conflict.kept')}</p>
          </section>
        ) : (
          action && <p>{t('conflict.yoursAction', { action })}</p>
        )}
      </div>
    </Dialog>
  )
}

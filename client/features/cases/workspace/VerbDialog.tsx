import type { Case } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { useToast } from '../../../ui/Toasts.tsx'
import type { Message } from '../composer/use-message.ts'
import { CloseDialog } from '../dialogs/CloseDialog.tsx'
import { EscalateDialog } from '../dialogs/EscalateDialog.tsx'
import { PersonDialog } from '../dialogs/PersonDialog.tsx'
import { ReasonDialog } from '../dialogs/ReasonDialog.tsx'
import type { AskingVerb } from '../dialogs/verb-dialogs.ts'

/** The dialog of the verb that was chosen; done, it says so and goes away. */
export function VerbDialog({
  row,
  verb,
  reply,
  onClose,
  onNext,
}: {
  row: Case
  verb: AskingVerb
  reply: Message
  onClose: () => void
  /** This case is done: on to the next one. */
  onNext: () => void
}) {
  const { t } = useT('cases')
  const toast = useToast()
  if (verb === 'close')
    return (
      <CloseDialog
        row={row}
        reply={reply}
        onClose={onClose}
        onDone={() => {
          onClose()
          onNext()
        }}
      />
    )
  const props = {
    row,
    onClose,
    onDone: ({ number }: Case) => {
      toast({ text: t(verb === 'requeue' ? 'done.assign' : `done.${verb}`, { number }), tone: 'success' })
      onClose()
    },
  }
  if (verb === 'escalate') return <EscalateDialog {...props} />
  if (verb === 'hand-over' || verb === 'assign') return <PersonDialog {...props} verb={verb} />
  return <ReasonDialog {...props} verb={verb} />
}

import type { ReactNode } from 'react'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { isMac, keysInWords, useShortcut } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import type { Command } from '../commands.ts'
import { ConflictDialog } from './ConflictDialog.tsx'
import './Dialogs.css'

const SUBMIT = 'Mod+Enter'

/**
 * A few fields and one verb. Refused, it stays open with the reason; when others changed the case meanwhile, it shows
 * what they did first.
 */
export function FormDialog({
  title,
  action,
  command,
  requesterName,
  onSubmit,
  onClose,
  isDisabled = false,
  isDangerous = false,
  size = 'normal',
  children,
}: {
  title: string
  action: string
  command: Command
  requesterName: string
  /** Checks the fields and submits the command if they are complete. */
  onSubmit: () => void
  onClose: () => void
  isDisabled?: boolean
  isDangerous?: boolean
  size?: 'small' | 'normal' | 'wide'
  children: ReactNode
}) {
  const { t } = useT('cases')
  useShortcut({
    keys: SUBMIT,
    label: action,
    inDialog: true,
    run: () => !isDisabled && !command.isPending && !command.conflict && onSubmit(),
  })
  return (
    <Dialog
      isOpen
      keepOpen
      onClose={onClose}
      title={title}
      size={size}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            variant={isDangerous ? 'seal' : 'primary'}
            onPress={onSubmit}
            isPending={command.isPending}
            isDisabled={isDisabled}
          >
            {action}
            <Kbd>{keysInWords(SUBMIT, isMac())}</Kbd>
          </Button>
        </>
      }
    >
      {children}
      {command.error && <ErrorLine>{problemSentence(t, command.error)}</ErrorLine>}
      <ConflictDialog
        conflict={command.conflict}
        requesterName={requesterName}
        action={action}
        isPending={command.isPending}
        onSend={command.submit}
        onClose={command.forget}
      />
    </Dialog>
  )
}

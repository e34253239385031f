import type { ReactNode } from 'react'
import { useT } from '../platform/i18n.ts'
import { isMac, keysInWords, useShortcut } from '../platform/shortcuts.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorLine } from './FieldParts.tsx'
import { Kbd } from './Kbd.tsx'

const SUBMIT = 'Mod+Enter'

/** A few fields and one thing to be done with a mail. Refused, it stays open and says why. */
export function ActionDialog({
  title,
  help,
  action,
  command: { isPending, problem },
  onSubmit,
  onClose,
  isDangerous = false,
  children,
}: {
  title: string
  help: ReactNode
  action: string
  command: { isPending: boolean; problem: string | undefined }
  onSubmit: () => void
  onClose: () => void
  isDangerous?: boolean
  children?: ReactNode
}) {
  const { t } = useT()
  useShortcut({ keys: SUBMIT, label: action, inDialog: true, run: () => !isPending && onSubmit() })
  return (
    <Dialog
      isOpen
      keepOpen
      onClose={onClose}
      title={title}
      actions={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant={isDangerous ? 'seal' : 'primary'} onPress={onSubmit} isPending={isPending}>
            {action}
            <Kbd>{keysInWords(SUBMIT, isMac())}</Kbd>
          </Button>
        </>
      }
    >
      <p>{help}</p>
      {children}
      <div role="alert">{problem && <ErrorLine>{problem}</ErrorLine>}</div>
    </Dialog>
  )
}

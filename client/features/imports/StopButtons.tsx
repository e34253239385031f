import { useState } from 'react'
import type { Import } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useImportCalls } from './calls.ts'
import { useShowImport } from './queries.ts'

/** Lets the import stand still after the rows at hand. */
export function PauseButton({ shown }: { shown: Import }) {
  const { t } = useT('admin')
  const show = useShowImport()
  const calls = useImportCalls()
  const pause = useCommand(
    () => calls.pause(shown.id),
    (now) => {
      show(now)
      return t('imports.pausing')
    },
  )
  return (
    <>
      <Button
        isPending={pause.isPending}
        onPress={() => {
          pause.reset()
          pause.run()
        }}
      >
        {t('imports.pause')}
      </Button>
      {pause.problem && <ErrorLine>{pause.problem}</ErrorLine>}
    </>
  )
}

/** Stops what is under way, or throws away what was not begun. */
export function CancelButton({ shown }: { shown: Import }) {
  const { t } = useT('admin')
  const show = useShowImport()
  const calls = useImportCalls()
  const [isAsking, setAsking] = useState(false)
  const cancel = useCommand(
    () => calls.cancel(shown.id),
    (now) => {
      setAsking(false)
      show(now)
      return t('imports.cancelled')
    },
  )
  return (
    <>
      <Button
        onPress={() => {
          cancel.reset()
          setAsking(true)
        }}
      >
        {t('imports.cancel')}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('imports.cancelTitle')}
        action={t('imports.cancel')}
        isDangerous
        isPending={cancel.isPending}
        onAction={() => cancel.run()}
      >
        <p>{t('imports.cancelSentence')}</p>
        <div role="alert">{cancel.problem && <ErrorLine>{cancel.problem}</ErrorLine>}</div>
      </AlertDialog>
    </>
  )
}

import { useState } from 'react'
import type { ReceivedMail } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useMailCommand } from './use-mail-command.ts'

const SHORTEST_NUMBER = 3

/** Adds a mail that waits for a decision to a case that there is. */
export function AddDialog({ mail, onClose }: { mail: ReceivedMail; onClose: () => void }) {
  const { t } = useT('mails')
  const [typed, setTyped] = useState(mail.caseNumber ?? '')
  const [isTried, setTried] = useState(false)
  const number = typed.normalize('NFKC').trim()
  const isMissing = number.length < SHORTEST_NUMBER
  const command = useMailCommand(
    () =>
      api('POST /received-mails/:mailId/case', {
        params: { mailId: mail.id },
        body: { caseNumber: number },
      }),
    ({ caseNumber }) => {
      onClose()
      return t('actions.added', { number: caseNumber ?? number })
    },
  )
  return (
    <ActionDialog
      title={t('actions.addTitle')}
      help={t('actions.addHelp')}
      action={t('actions.addSubmit')}
      command={command}
      onSubmit={() => {
        setTried(true)
        if (!isMissing) command.run()
      }}
      onClose={onClose}
    >
      <TextField
        label={t('actions.number')}
        description={t('actions.numberHelp')}
        isRequired
        autoFocus
        autoComplete="off"
        limit={20}
        value={typed}
        onChange={setTyped}
        {...(isTried && isMissing && { error: t('actions.numberMissing') })}
      />
    </ActionDialog>
  )
}

import { useState } from 'react'
import type { ReceivedMail } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useSystems } from '../../platform/catalogue.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useMailCommand } from './use-mail-command.ts'

const LONGEST_TITLE = 120

/** Makes a case of a mail that waits for a decision. */
export function FileDialog({ mail, onClose }: { mail: ReceivedMail; onClose: () => void }) {
  const { t } = useT('mails')
  const { systems } = useSystems()
  const [systemId, setSystemId] = useState<string | null>(null)
  const [title, setTitle] = useState(mail.subject)
  const command = useMailCommand(
    () =>
      api('POST /received-mails/:mailId/case', {
        params: { mailId: mail.id },
        body: {
          ...(systemId && { systemId: Number(systemId) }),
          ...(title.trim() && { title: title.trim() }),
        },
      }),
    ({ caseNumber }) => {
      onClose()
      return t('actions.filed', { number: caseNumber ?? '' })
    },
  )
  return (
    <ActionDialog
      title={t('actions.fileTitle')}
      help={t('actions.fileHelp')}
      action={t('actions.fileSubmit')}
      command={command}
      onSubmit={() => [...title.trim()].length <= LONGEST_TITLE && command.run()}
      onClose={onClose}
    >
      <ComboBox
        label={t('actions.system')}
        description={t('actions.systemHelp')}
        autoFocus
        items={systems.map(({ id, shortName, name }) => ({ id: String(id), label: shortName, detail: name }))}
        value={systemId}
        onChange={setSystemId}
      />
      <TextField
        label={t('actions.caseTitle')}
        description={t('actions.caseTitleHelp')}
        limit={LONGEST_TITLE}
        value={title}
        onChange={setTitle}
      />
    </ActionDialog>
  )
}

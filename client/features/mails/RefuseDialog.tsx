import { useState } from 'react'
import type { ReceivedMail } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { isFromMachine, noticeFor } from './notice.ts'
import { useMailCommand } from './use-mail-command.ts'

const LONGEST_NOTICE = 2000

/** Refuses a mail; its sender is told why in words that can be changed, unless a machine sent it. */
export function RefuseDialog({ mail, onClose }: { mail: ReceivedMail; onClose: () => void }) {
  const { t, language } = useT('mails')
  const [notice, setNotice] = useState(() => noticeFor(t, language, mail))
  const [isTried, setTried] = useState(false)
  const isMissing = !notice.trim()
  const isMachine = isFromMachine(mail)
  const command = useMailCommand(
    () =>
      api('POST /received-mails/:mailId/refusal', {
        params: { mailId: mail.id },
        body: { notice: notice.trim() },
      }),
    () => {
      onClose()
      return t('actions.refused')
    },
  )
  return (
    <ActionDialog
      title={t('actions.refuseTitle')}
      help={
        isMachine ? t('actions.refuseMachine') : t('actions.refuseHelp', { address: mail.fromAddress ?? '' })
      }
      action={t('actions.refuseSubmit')}
      command={command}
      isDangerous
      onSubmit={() => {
        setTried(true)
        if (!isMissing && notice.trim().length <= LONGEST_NOTICE) command.run()
      }}
      onClose={onClose}
    >
      {!isMachine && (
        <TextArea
          label={t('actions.notice')}
          isRequired
          autoFocus
          rows={8}
          limit={LONGEST_NOTICE}
          value={notice}
          onChange={setNotice}
          {...(isTried && isMissing && { error: t('actions.noticeMissing') })}
        />
      )}
    </ActionDialog>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { mailboxesQuery } from '../../parts/mail/queries.ts'
import { api } from '../../platform/api.ts'
import { attachmentRulesQuery } from '../../platform/catalogue.ts'
import { useT } from '../../platform/i18n.ts'
import { ready } from '../../platform/uploads/upload.ts'
import { useUploads } from '../../platform/uploads/use-uploads.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { Attachments } from '../../ui/Attachments.tsx'
import { Select } from '../../ui/Select.tsx'
import { outcomeOf } from './outcome.ts'
import { useMailCommand } from './use-mail-command.ts'

const TYPES = [{ label: 'EML', extensions: ['eml'] }]
const UNTIL_KNOWN = 50 * 1024 * 1024

/** Takes in a mail that was sent to a colleague: the file that a mail program saved, as if it had come to a mailbox. */
export function PullInDialog({ onClose }: { onClose: () => void }) {
  const { t } = useT('mails')
  const navigate = useNavigate()
  const { data: mailboxes } = useQuery(mailboxesQuery)
  const { data: rules } = useQuery(attachmentRulesQuery)
  const most = rules?.maxBytesPerFile ?? UNTIL_KNOWN
  const uploads = useUploads({ maxFiles: 1, maxBytesTotal: most })
  const [chosen, setChosen] = useState('')
  const [isTried, setTried] = useState(false)
  const only = mailboxes?.length === 1 ? String(mailboxes[0]?.id) : ''
  const mailboxId = chosen || only
  const [file] = ready(uploads.uploads)
  const command = useMailCommand(
    () =>
      api('POST /received-mails', {
        body: { mailboxId: Number(mailboxId), fileId: (file?.id ?? '') as never },
      }),
    (mail) => {
      onClose()
      void navigate({ to: '/desk/mails/{-$mailId}', params: { mailId: mail.id }, search: { all: true } })
      return t(`actions.pulled.${outcomeOf(mail)}`, { number: mail.caseNumber ?? '' })
    },
  )
  return (
    <ActionDialog
      title={t('actions.pullTitle')}
      help={t('actions.pullHelp')}
      action={t('actions.pullSubmit')}
      command={command}
      onSubmit={() => {
        setTried(true)
        if (file && mailboxId) command.run()
      }}
      onClose={onClose}
    >
      <Attachments
        label={t('actions.pullFile')}
        limits={{ maxBytesPerFile: most, maxBytesTotal: most, maxFiles: 1, types: TYPES }}
        uploads={uploads}
        error={isTried && !file ? t('actions.fileMissing') : undefined}
      />
      <Select
        label={t('actions.pullMailbox')}
        isRequired
        options={(mailboxes ?? []).map(({ id, name, address }) => ({
          id: String(id),
          label: `${name}（${address}）`,
        }))}
        value={mailboxId}
        onChange={setChosen}
        {...(mailboxes?.length === 0
          ? { error: t('actions.noMailboxes') }
          : isTried && !mailboxId && { error: t('actions.mailboxMissing') })}
      />
    </ActionDialog>
  )
}

import { useState } from 'react'
import type { Case } from '../../../../server/api.ts'
import { api } from '../../../platform/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { RadioGroup } from '../../../ui/RadioGroup.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import { useCommand } from '../commands.ts'
import type { Message } from '../composer/use-message.ts'
import { DISPOSITIONS, type Disposition, ROOT_CAUSES, type RootCause } from './closing.ts'
import { FormDialog } from './FormDialog.tsx'

/**
 * Closes a case: what it was, how it ended, and the answer first when there is none yet. A reply that is half written
 * becomes that answer, files and all.
 */
export function CloseDialog({
  row,
  reply,
  onClose,
  onDone,
}: {
  row: Case
  reply: Message
  onClose: () => void
  /** The case is closed: on to the next one. */
  onDone: () => void
}) {
  const { t } = useT('cases')
  const toast = useToast()
  const [rootCause, setRootCause] = useState<RootCause | ''>(reply.closing?.rootCause ?? row.rootCause ?? '')
  const [disposition, setDisposition] = useState<Disposition>(
    reply.closing?.disposition ?? row.disposition ?? 'solved',
  )
  const [tried, setTried] = useState(false)
  // Whether a draft was there when the dialog opened: the field must not vanish while it is being emptied.
  const [asksAnswer] = useState(row.answer === null || reply.text.trim() !== '')
  const answer = reply.text.trim()
  const { files } = reply
  const needsAnswer = row.answer === null && answer === ''

  const command = useCommand(
    row,
    async (version) => {
      const params = { caseId: row.id }
      const closing = { rootCause: rootCause as RootCause, disposition }
      const fileIds = files.map(({ id }) => id) as never[]
      return api('POST /cases/:caseId/closing', {
        params,
        body: {
          version,
          ...closing,
          ...(answer && { answer, ...(fileIds.length > 0 && { fileIds }) }),
        },
      })
    },
    (closed) => {
      // With an answer it is closed when that can no longer be taken back: the bar says so.
      const waits = closed.closedAt === null
      reply.empty({ taken: waits })
      if (!waits) toast({ text: t('done.close', { number: closed.number }), tone: 'success' })
      onDone()
    },
  )
  const submit = () => {
    setTried(true)
    if (rootCause && !needsAnswer) command.submit()
  }
  return (
    <FormDialog
      title={t('dialogs.closeTitle', { number: row.number })}
      action={t('dialogs.closeAction')}
      command={command}
      requesterName={row.requesterName}
      onSubmit={submit}
      onClose={onClose}
    >
      <Select
        label={t('dialogs.rootCause')}
        isRequired
        autoFocus={rootCause === ''}
        options={ROOT_CAUSES.map((id) => ({ id, label: t(`rootCause.${id}`) }))}
        value={rootCause}
        onChange={(id) => setRootCause(id as RootCause)}
        error={tried && rootCause === '' ? t('dialogs.chooseRootCause') : undefined}
      />
      <RadioGroup
        label={t('dialogs.disposition')}
        isRequired
        layout="row"
        options={DISPOSITIONS.map((id) => ({ id, label: t(`disposition.${id}`) }))}
        value={disposition}
        onChange={(id) => setDisposition(id as Disposition)}
      />
      {asksAnswer && (
        <TextArea
          label={t('dialogs.closeAnswer')}
          description={t(row.answer === null ? 'dialogs.closeAnswerHelp' : 'dialogs.closeDraftHelp')}
          isRequired={row.answer === null}
          rows={4}
          value={reply.text}
          onChange={reply.writeText}
          error={tried && needsAnswer ? t('dialogs.closeAnswerMissing') : undefined}
        />
      )}
      {answer && files.length > 0 && <p>{t('dialogs.closeFiles', { count: files.length })}</p>}
    </FormDialog>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../../server/api.ts'
import { api } from '../../../platform/api.ts'
import { queuesQuery } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { Select } from '../../../ui/Select.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { useCommand } from '../commands.ts'
import { FormDialog } from './FormDialog.tsx'
import type { VerbDialogProps } from './verb-dialogs.ts'

type ReasonVerb = 'return' | 'withdraw' | 'reopen' | 'requeue'

const WORDS = {
  return: { title: 'dialogs.returnTitle', reason: 'dialogs.returnNote' },
  withdraw: { title: 'dialogs.withdrawTitle', reason: 'dialogs.withdrawReason' },
  reopen: { title: 'dialogs.reopenTitle', reason: 'dialogs.reopenReason' },
  requeue: { title: 'dialogs.requeueTitle', reason: 'dialogs.requeueReason' },
} as const

/** Verbs that need no more than a reason: return a hand-over, withdraw, reopen, back to the queue. */
export function ReasonDialog({ row, verb, onClose, onDone }: VerbDialogProps & { verb: ReasonVerb }) {
  const { t } = useT('cases')
  const [reason, setReason] = useState('')
  const [queueId, setQueueId] = useState('')
  const [tried, setTried] = useState(false)
  const { data: queues } = useQuery({ ...queuesQuery, enabled: verb === 'requeue' })
  const run = (version: number): Promise<Case> => {
    const params = { caseId: row.id }
    const text = reason.trim()
    switch (verb) {
      case 'return':
        return api('POST /cases/:caseId/hand-over/return', { params, body: { note: text } })
      case 'withdraw':
        return api('POST /cases/:caseId/withdrawal', { params, body: { version, reason: text } })
      case 'reopen':
        return api('POST /cases/:caseId/reopening', { params, body: { version, reason: text } })
      case 'requeue':
        return api('POST /cases/:caseId/assignment', {
          params,
          body: { ownerId: null, reason: text, ...(queueId && { queueId: Number(queueId) }) },
        })
    }
  }
  const command = useCommand(row, run, onDone)
  const submit = () => {
    setTried(true)
    if (reason.trim()) command.submit()
  }
  return (
    <FormDialog
      title={t(WORDS[verb].title, { number: row.number })}
      action={t(`verbs.${verb}`)}
      command={command}
      requesterName={row.requesterName}
      onSubmit={submit}
      onClose={onClose}
      isDangerous={verb === 'withdraw'}
      size="small"
    >
      {verb === 'requeue' && (
        <Select
          label={t('dialogs.requeueQueue')}
          placeholder={t('dialogs.sameQueue')}
          options={(queues ?? []).map(({ id, name }) => ({ id: String(id), label: name }))}
          value={queueId}
          onChange={setQueueId}
        />
      )}
      <TextArea
        label={t(WORDS[verb].reason)}
        isRequired
        autoFocus
        rows={3}
        limit={2000}
        value={reason}
        onChange={setReason}
        error={tried && !reason.trim() ? t('dialogs.noteMissing') : undefined}
      />
    </FormDialog>
  )
}

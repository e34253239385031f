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

/** Forwards to a queue of a higher tier; until somebody there accepts, the owner stays. */
export function EscalateDialog({ row, onClose, onDone }: VerbDialogProps) {
  const { t } = useT('cases')
  const { data: queues } = useQuery(queuesQuery)
  const here = queues?.find(({ id }) => id === row.queueId)
  const higher = here ? (queues ?? []).filter(({ tier }) => tier > here.tier) : []
  const [chosen, setChosen] = useState('')
  const queueId = chosen || (higher.length === 1 ? String(higher[0]?.id) : '')
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const command = useCommand(
    row,
    (version): Promise<Case> =>
      api('POST /cases/:caseId/escalation', {
        params: { caseId: row.id },
        body: { version, queueId: Number(queueId), note: note.trim() },
      }),
    onDone,
  )
  const submit = () => {
    setTried(true)
    if (queueId && note.trim()) command.submit()
  }
  const nowhere = queues !== undefined && higher.length === 0
  return (
    <FormDialog
      title={t('dialogs.escalateTitle', { number: row.number })}
      action={t('verbs.escalate')}
      command={command}
      requesterName={row.requesterName}
      onSubmit={submit}
      onClose={onClose}
      isDisabled={nowhere}
    >
      {nowhere && <p>{t('dialogs.escalateNowhere')}</p>}
      <Select
        label={t('dialogs.escalateQueue')}
        isRequired
        autoFocus
        options={higher.map(({ id, name }) => ({ id: String(id), label: name }))}
        value={queueId}
        onChange={setChosen}
        error={tried && !queueId ? t('dialogs.chooseQueue') : undefined}
      />
      <TextArea
        label={t('dialogs.escalateNote')}
        description={t('dialogs.escalateNoteHelp')}
        isRequired
        rows={4}
        limit={2000}
        value={note}
        onChange={setNote}
        error={tried && !note.trim() ? t('dialogs.noteMissing') : undefined}
      />
    </FormDialog>
  )
}

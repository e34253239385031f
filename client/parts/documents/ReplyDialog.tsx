import { useState } from 'react'
import type { OfficialDocument } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useDocumentCommand } from './use-document-command.ts'

type How = 'answered' | 'waived'

/** Records the document that answers one, or why none is needed. */
export function ReplyDialog({ document, onClose }: { document: OfficialDocument; onClose: () => void }) {
  const { t } = useT('papers')
  const [how, setHow] = useState<How>(document.replyWaived === null ? 'answered' : 'waived')
  const [number, setNumber] = useState(document.replyNumber ?? '')
  const [issuedOn, setIssuedOn] = useState(document.replyIssuedOn)
  const [reason, setReason] = useState(document.replyWaived ?? '')
  const [isTried, setTried] = useState(false)
  const params = { documentId: document.id }
  const isComplete = how === 'answered' ? number.trim() !== '' && issuedOn !== null : reason.trim() !== ''
  const command = useDocumentCommand(
    () =>
      how === 'answered'
        ? api('POST /documents/:documentId/reply', {
            params,
            body: { number: number.trim(), issuedOn: issuedOn ?? '' },
          })
        : api('POST /documents/:documentId/no-reply', { params, body: { reason: reason.trim() } }),
    () => {
      onClose()
      return t('documents.recorded')
    },
  )
  const missing = (isMissing: boolean) => (isTried && isMissing ? { error: t('documents.fieldMissing') } : {})
  return (
    <ActionDialog
      title={t('documents.replyTitle', { number: document.number })}
      help={t('documents.replyHelp')}
      action={t('documents.replySubmit')}
      command={command}
      onSubmit={() => {
        setTried(true)
        if (isComplete) command.run()
      }}
      onClose={onClose}
    >
      <RadioGroup
        label={t('documents.how')}
        options={[
          { id: 'answered', label: t('documents.answered') },
          { id: 'waived', label: t('documents.notNeeded') },
        ]}
        value={how}
        onChange={(next) => setHow(next as How)}
      />
      {how === 'answered' ? (
        <>
          <TextField
            label={t('documents.replyNumber')}
            description={t('documents.numberHelp')}
            isRequired
            autoComplete="off"
            limit={100}
            value={number}
            onChange={setNumber}
            {...missing(number.trim() === '')}
          />
          <DateField
            label={t('documents.replyIssuedOn')}
            isRequired
            value={issuedOn}
            onChange={setIssuedOn}
            {...missing(issuedOn === null)}
          />
        </>
      ) : (
        <TextField
          label={t('documents.reason')}
          isRequired
          limit={500}
          value={reason}
          onChange={setReason}
          {...missing(reason.trim() === '')}
        />
      )}
    </ActionDialog>
  )
}

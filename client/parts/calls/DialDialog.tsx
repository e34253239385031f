import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { newKey } from '../../platform/new-key.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { CALLBACKS, type Callback, noteDialled, PHONE } from './queries.ts'

export type Dialled = {
  /** As people write it. */
  number: string
  name?: string | null
  caseId?: Case['id'] | null
  callbackId?: Callback['id']
}

/** Asks once more before somebody's telephone rings; a number that may not be dialled is refused with the reason. */
export function DialDialog({ number, name, caseId, callbackId, onClose }: Dialled & { onClose: () => void }) {
  const { t } = useT('phone')
  const toast = useToast()
  const queries = useQueryClient()
  const [commandId] = useState(newKey)
  const dial = useMutation({
    mutationFn: () =>
      api('POST /desk/call-outs', {
        body: { commandId, number, ...(caseId && { caseId }), ...(callbackId && { callbackId }) },
      }),
    onMutate: () => noteDialled(queries),
    onSuccess: ({ accepted }) => {
      if (accepted) toast({ text: t('dial.started', { number }), tone: 'success' })
      else toast({ text: t('dial.notAccepted'), tone: 'danger' })
      for (const queryKey of [PHONE, CALLBACKS]) void queries.invalidateQueries({ queryKey })
      onClose()
    },
  })
  return (
    <ActionDialog
      title={t('dial.title')}
      help={t('dial.sentence')}
      action={t('dial.confirm')}
      command={{
        isPending: dial.isPending,
        problem: dial.error ? problemSentence(t, dial.error) : undefined,
      }}
      onSubmit={() => dial.mutate()}
      onClose={onClose}
    >
      <dl className="call-facts">
        {name && (
          <>
            <dt>{t('dial.person')}</dt>
            <dd>{name}</dd>
          </>
        )}
        <dt>{t('dial.to')}</dt>
        <dd>
          <b>{number}</b>
        </dd>
      </dl>
    </ActionDialog>
  )
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CallBack } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/** What the call-back found and what is done about it; both must be written. */
export function ResultDialog({ callBack, onClose }: { callBack: CallBack; onClose: () => void }) {
  const { t } = useT('board')
  const toast = useToast()
  const queries = useQueryClient()
  const [cause, setCause] = useState('')
  const [remedy, setRemedy] = useState('')
  const [isTried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: () =>
      api('POST /call-backs/:callBackId/result', {
        params: { callBackId: callBack.id },
        body: { cause: cause.trim(), remedy: remedy.trim() },
      }),
    onSuccess: () => {
      toast({ text: t('callBacks.saved', { number: callBack.caseNumber }), tone: 'success' })
      void queries.invalidateQueries({ queryKey: ['call-backs'] })
      onClose()
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
  })
  const submit = () => {
    setTried(true)
    if (cause.trim() && remedy.trim()) save.mutate()
  }
  return (
    <Dialog
      isOpen
      keepOpen
      onClose={onClose}
      title={`${t('callBacks.record')} ${callBack.caseNumber}`}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={save.isPending} onPress={submit}>
            {t('callBacks.save')}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('callBacks.cause')}
        isRequired
        rows={3}
        limit={2000}
        value={cause}
        onChange={setCause}
        autoFocus
        {...(isTried && !cause.trim() && { error: t('callBacks.causeMissing') })}
      />
      <TextArea
        label={t('callBacks.remedy')}
        isRequired
        rows={3}
        limit={2000}
        value={remedy}
        onChange={setRemedy}
        {...(isTried && !remedy.trim() && { error: t('callBacks.remedyMissing') })}
      />
    </Dialog>
  )
}

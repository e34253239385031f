import { useMutation } from '@tanstack/react-query'
import { CirclePause, CirclePlay } from 'lucide-react'
import { useState } from 'react'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog } from '../../ui/Dialog.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/** Pauses somebody or something with a reason (停分), or lets it go on. */
export function PauseButton({
  name,
  isPaused,
  onChange,
}: {
  name: string
  isPaused: boolean
  onChange: (pause: { paused: boolean; reason?: string }) => Promise<unknown>
}) {
  const { t } = useT('board')
  const toast = useToast()
  const [isAsking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const change = useMutation({
    mutationFn: onChange,
    onSuccess: (_done, { paused }) => {
      setAsking(false)
      toast({ text: t(paused ? 'pause.paused' : 'pause.resumed', { name }), tone: 'success' })
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
  })
  if (isPaused)
    return (
      <Button
        size="small"
        icon={<CirclePlay aria-hidden />}
        isPending={change.isPending}
        onPress={() => change.mutate({ paused: false })}
        aria-label={`${t('pause.resume')} ${name}`}
      >
        {t('pause.resume')}
      </Button>
    )
  return (
    <>
      <Button
        size="small"
        icon={<CirclePause aria-hidden />}
        onPress={() => setAsking(true)}
        aria-label={`${t('pause.pause')} ${name}`}
      >
        {t('pause.pause')}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('pause.title', { name })}
        action={t('pause.pause')}
        isPending={change.isPending}
        onAction={() => change.mutate({ paused: true, ...(reason.trim() && { reason: reason.trim() }) })}
      >
        <p>{t('pause.sentence')}</p>
        <TextField label={t('pause.reason')} value={reason} onChange={setReason} autoFocus limit={200} />
      </AlertDialog>
    </>
  )
}

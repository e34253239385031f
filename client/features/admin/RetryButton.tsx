import { useMutation, useQueryClient } from '@tanstack/react-query'
import { RotateCw } from 'lucide-react'
import type { OutgoingMail } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { MAILS } from './queries.ts'

/** Sends a mail that was given up again. */
export function RetryButton({
  mail,
  size = 'normal',
  onDone,
}: {
  mail: OutgoingMail
  size?: 'normal' | 'small'
  onDone?: () => void
}) {
  const { t } = useT('admin')
  const toast = useToast()
  const queries = useQueryClient()
  const retry = useMutation({
    mutationFn: () => api('POST /outgoing-mails/:mailId/retry', { params: { mailId: mail.id } }),
    onSuccess: () => {
      toast({ text: t('mails.retried'), tone: 'success' })
      onDone?.()
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
    onSettled: () => queries.invalidateQueries({ queryKey: MAILS }),
  })
  return (
    <Button
      size={size}
      icon={<RotateCw aria-hidden />}
      isPending={retry.isPending}
      onPress={() => retry.mutate()}
      aria-label={`${t('mails.retry')} ${mail.subject}`}
    >
      {t('mails.retry')}
    </Button>
  )
}

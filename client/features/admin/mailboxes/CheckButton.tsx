import { useMutation, useQueryClient } from '@tanstack/react-query'
import { PlugZap } from 'lucide-react'
import type { Mailbox } from '../../../../server/api.ts'
import { mailboxesQuery } from '../../../parts/mail/queries.ts'
import { api } from '../../../platform/api.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { useToast } from '../../../ui/Toasts.tsx'

/** Tries to reach a mailbox now, and says what came of it. */
export function CheckButton({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useT('admin')
  const toast = useToast()
  const queries = useQueryClient()
  const { name } = mailbox
  const check = useMutation({
    mutationFn: () => api('POST /mailboxes/:mailboxId/check', { params: { mailboxId: mailbox.id } }),
    onSuccess: ({ ok, said }) => {
      toast(
        ok
          ? { text: t('mailboxes.checkOk', { name }), tone: 'success' }
          : {
              text: t('mailboxes.checkFailed', { name, said: said ?? t('mailboxes.checkNothing') }),
              tone: 'danger',
            },
      )
      void queries.invalidateQueries({ queryKey: mailboxesQuery.queryKey })
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
  })
  return (
    <Button
      size="small"
      icon={<PlugZap aria-hidden />}
      isPending={check.isPending}
      onPress={() => check.mutate()}
      aria-label={`${t('mailboxes.check')} ${name}`}
    >
      {t('mailboxes.check')}
    </Button>
  )
}

import { CircleAlert, Clock, Send, Undo2 } from 'lucide-react'
import type { OutgoingMail } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'

/** The words of each state; `failed` says already that the list could not be read. */
export const STATE_WORDS = {
  queued: 'mails.queued',
  sent: 'mails.sent',
  failed: 'mails.failedState',
  bounced: 'mails.bounced',
} as const

const LOOKS = {
  queued: { tone: 'waiting', Icon: Clock },
  sent: { tone: 'in-progress', Icon: Send },
  failed: { tone: 'overdue', Icon: CircleAlert },
  bounced: { tone: 'overdue', Icon: Undo2 },
}

/** Whether a mail waits, has left, was given up, or came back; shape and word tell it. */
export function MailState({ state }: { state: OutgoingMail['state'] }) {
  const { t } = useT('admin')
  const { tone, Icon } = LOOKS[state]
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(STATE_WORDS[state])}
    </Chip>
  )
}

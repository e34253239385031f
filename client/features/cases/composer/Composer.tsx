import { Lock, Paperclip, Reply } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import type { Case } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { useShortcut } from '../../../platform/shortcuts.ts'
import { Tabs } from '../../../ui/Tabs.tsx'
import { requesterName } from '../requester-name.ts'
import { MessageForm } from './MessageForm.tsx'
import type { Message, Mode } from './use-message.ts'
import './Composer.css'

/**
 * Where one writes: to the requester, or a note for colleagues. The two never look alike, and each keeps its own text
 * and files.
 */
export function Composer({
  row,
  reply,
  note,
  inserted,
}: {
  row: Case
  reply: Message
  note: Message
  /** How many times something was put into the reply from beside: each time one goes on writing there. */
  inserted: number
}) {
  const { t } = useT('cases')
  const mayReply = reply.possible.length > 0
  const [chosen, setChosen] = useState<Mode>()
  const mode = chosen ?? (mayReply || !row.actions.includes('note') ? 'reply' : 'note')
  const choose = (next: Mode) => {
    setChosen(next)
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`#message-${next} textarea`)?.focus())
  }
  const goOn = useEffectEvent(() => choose('reply'))
  useEffect(() => {
    if (inserted > 0) goOn()
  }, [inserted])
  useShortcut({
    keys: 'Alt+KeyY',
    label: t('composer.replyTo', { name: requesterName(t, row) }),
    run: () => choose('reply'),
  })
  useShortcut({ keys: 'Alt+KeyN', label: t('composer.note'), run: () => choose('note') })
  return (
    <div className="composer" data-mode={mode}>
      <Tabs
        label={t('composer.label')}
        look="folder"
        keepAll
        value={mode}
        onChange={(id) => setChosen(id as Mode)}
        items={[
          {
            id: 'reply',
            label: (
              <>
                <Reply aria-hidden />
                {t('composer.replyTo', { name: requesterName(t, row) })}
                <Pending message={reply} isShown={mode === 'reply'} />
              </>
            ),
            content: <MessageForm row={row} message={reply} isActive={mode === 'reply'} />,
          },
          {
            id: 'note',
            label: (
              <>
                <Lock aria-hidden />
                {t('composer.note')}
                <Pending message={note} isShown={mode === 'note'} />
              </>
            ),
            content: <MessageForm row={row} message={note} isActive={mode === 'note'} />,
          },
        ]}
      />
    </div>
  )
}

/** Marks the other tab while something not sent is in it. */
function Pending({ message, isShown }: { message: Message; isShown: boolean }) {
  const { t } = useT('cases')
  if (isShown || (message.text.trim() === '' && message.files.length === 0)) return null
  return (
    <span className="composer-pending" title={t('composer.unsent')}>
      {message.files.length > 0 && <Paperclip aria-hidden />}
      <span className="sr-only">{t('composer.unsent')}</span>
    </span>
  )
}

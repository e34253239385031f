import { useQuery } from '@tanstack/react-query'
import { Paperclip } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Case } from '../../../../server/api.ts'
import { attachmentRulesQuery } from '../../../platform/catalogue.ts'
import { formatTime } from '../../../platform/dates.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { isMac, keysInWords, useShortcut } from '../../../platform/shortcuts.ts'
import { Attachments } from '../../../ui/Attachments.tsx'
import { Button } from '../../../ui/Button.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { ConflictDialog } from '../dialogs/ConflictDialog.tsx'
import { requesterName } from '../requester-name.ts'
import { LetterFacts } from './LetterFacts.tsx'
import { MayNotReply, Notices } from './Notices.tsx'
import type { Outcome } from './outcomes.ts'
import { PendingReplies, useWhen } from './PendingReplies.tsx'
import { SendLater } from './SendLater.tsx'
import type { Message } from './use-message.ts'

const SEND = 'Mod+Enter'

/** The text, its files, what follows from it, and the one button that sends it. */
export function MessageForm({ row, message, isActive }: { row: Case; message: Message; isActive: boolean }) {
  const { t } = useT('cases')
  const { mode, text, uploads } = message
  const box = useRef<HTMLTextAreaElement>(null)
  const [attaching, setAttaching] = useState(false)
  useEffect(() => {
    if (message.sent > 0) setAttaching(false)
  }, [message.sent])
  const isNote = mode === 'note'
  const name = requesterName(t, row)
  const when = useWhen()
  const sends = isNote
    ? t('composer.saveNote')
    : message.sendAt
      ? t('later.send', { when: when(message.sendAt) })
      : t('composer.sendTo', { name })
  if (!isNote && message.possible.length === 0 && text === '')
    return (
      <div id={`message-${mode}`} className="message">
        <PendingReplies row={row} reply={message} />
        <MayNotReply row={row} />
      </div>
    )
  return (
    <div id={`message-${mode}`} className="message">
      <Notices row={row} message={message} />
      <TextArea
        label={isNote ? t('composer.noteText') : t('composer.replyText', { name })}
        hideLabel
        rows={3}
        placeholder={isNote ? t('composer.noteHint') : t('composer.replyHint', { name })}
        value={text}
        onChange={message.writeText}
        onPaste={(event) => {
          const files = [...event.clipboardData.files]
          if (files.length === 0) return
          event.preventDefault()
          setAttaching(true)
          uploads.add(files)
        }}
        error={message.fault}
        inputRef={box}
      />
      {(attaching || uploads.uploads.length > 0) && <Files message={message} />}
      {!isNote && <LetterFacts row={row} message={message} />}
      {message.error && <ErrorLine>{problemSentence(t, message.error)}</ErrorLine>}
      <div className="message-foot">
        <Button
          icon={<Paperclip aria-hidden />}
          onPress={() => setAttaching(!attaching)}
          aria-expanded={attaching || uploads.uploads.length > 0}
        >
          {message.files.length > 0
            ? t('composer.attachCount', { count: message.files.length })
            : t('composer.attach')}
        </Button>
        {!isNote && (
          <Select
            label={t('composer.outcome')}
            hideLabel
            placeholder={null}
            options={message.possible.map((id) => ({ id, label: t(`composer.outcomes.${id}`) }))}
            value={message.outcome ?? ''}
            onChange={(id) => message.choose(id as Outcome)}
          />
        )}
        {!isNote && message.text !== '' && <SendLater message={message} />}
        <Saved message={message} />
        <Button
          variant="primary"
          className="message-send"
          onPress={() => message.submit()}
          isPending={message.isSending}
        >
          {sends}
          <Kbd>{keysInWords(SEND, isMac())}</Kbd>
        </Button>
      </div>
      {isActive && (
        <SendKey
          label={sends}
          run={() => {
            // From elsewhere on the screen the keys only lead here: nothing is sent unseen.
            const within = box.current?.closest('.message')?.contains(document.activeElement)
            if (within) message.submit()
            else box.current?.focus()
          }}
        />
      )}
      <ConflictDialog
        conflict={message.conflict}
        requesterName={name}
        mine={{ text, onChange: message.writeText }}
        isPending={message.isSending}
        onSend={(version) => message.submit(version)}
        onClose={message.forgetConflict}
      />
    </div>
  )
}

function SendKey({ label, run }: { label: string; run: () => void }) {
  useShortcut({ keys: SEND, label, run })
  return null
}

function Files({ message }: { message: Message }) {
  const { t } = useT('cases')
  const { data } = useQuery(attachmentRulesQuery)
  return data ? (
    <Attachments label={t('composer.attachments')} limits={data} uploads={message.uploads} />
  ) : null
}

function Saved({ message: { draft, text } }: { message: Message }) {
  const { t } = useT('cases')
  if (text === '') return <span className="message-saved" />
  return (
    <span className="message-saved">
      {draft.savedAt
        ? t('composer.draftSaved', { time: formatTime(new Date(draft.savedAt)) })
        : t('composer.draftLocal')}
    </span>
  )
}

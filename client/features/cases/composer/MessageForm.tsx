import { useQuery } from '@tanstack/react-query'
import { CloudOff, Paperclip } from 'lucide-react'
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
import type { Outcome } from './outcomes.ts'
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
  const name = row.requesterName
  if (!isNote && message.possible.length === 0 && text === '') return <MayNotReply row={row} />
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
        <Saved message={message} />
        <Button
          variant="primary"
          className="message-send"
          onPress={() => message.submit()}
          isPending={message.isSending}
        >
          {isNote ? t('composer.saveNote') : t('composer.sendTo', { name })}
          <Kbd>{keysInWords(SEND, isMac())}</Kbd>
        </Button>
      </div>
      {isActive && (
        <SendKey
          label={isNote ? t('composer.saveNote') : t('composer.sendTo', { name })}
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

/** What has to be known before sending: others wrote, another draft exists, the connection is gone, no mail. */
function Notices({ row, message }: { row: Case; message: Message }) {
  const { t } = useT('cases')
  const { draft, unseen, mode } = message
  return (
    <>
      {mode === 'reply' && unseen.length > 0 && message.text !== '' && (
        <p className="message-notice" role="status">
          {t('composer.changed', { count: unseen.length })}
          <Button size="small" onPress={message.acknowledge}>
            {t('composer.seen')}
          </Button>
        </p>
      )}
      {draft.other && (
        <p className="message-notice" role="status">
          {t('composer.newerDraft', { time: formatTime(new Date(draft.other.at)) })}
          <Button size="small" onPress={draft.takeOther}>
            {t('composer.useNewer')}
          </Button>
          <Button size="small" onPress={draft.leaveOther}>
            {t('composer.keepThis')}
          </Button>
        </p>
      )}
      {message.isResending && (
        <p className="message-notice" role="status">
          <CloudOff aria-hidden />
          {t('composer.resending')}
          <Button size="small" onPress={message.stopResending}>
            {t('composer.stopResending')}
          </Button>
        </p>
      )}
      {mode === 'reply' && !row.requesterEmail && <p className="message-notice">{t('composer.noMail')}</p>}
    </>
  )
}

function MayNotReply({ row }: { row: Case }) {
  const { t } = useT('cases')
  const takes = row.actions.includes('claim') || row.actions.includes('accept')
  return (
    <p className="message-barred">
      {row.closedAt ? t('composer.ended') : takes ? t('composer.notOwnerClaim') : t('composer.notOwner')}
    </p>
  )
}

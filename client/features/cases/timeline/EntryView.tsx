import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, Clock, Lock, TriangleAlert, Undo2 } from 'lucide-react'
import type { Case, Entry, OutgoingMail } from '../../../../server/api.ts'
import { FilePages } from '../../../parts/fax/FilePages.tsx'
import { hasPages } from '../../../parts/fax/queries.ts'
import { FileLine } from '../../../parts/held/FileLine.tsx'
import { api } from '../../../platform/api.ts'
import { isoDate } from '../../../platform/dates.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import { MailEntry } from './MailEntry.tsx'
import { MessageText } from './MessageText.tsx'
import { sentenceOf } from './words.ts'
import './Timeline.css'

const MESSAGES: readonly Entry['kind'][] = ['message-in', 'message-out', 'note']

/**
 * One line of the timeline: a message as a card, a note dashed and marked, anything else as a quiet line.
 * @param row the case, where something may be done with its files
 * @param onSplit where a message may become a case of its own
 * @param today where many are shown together, asked once for all
 */
export function EntryView({
  entry,
  requesterName,
  row,
  onSplit,
  today = isoDate(new Date()),
}: {
  entry: Entry
  requesterName: string
  row?: Case
  onSplit?: (entry: Entry) => void
  today?: string
}) {
  const { t } = useT('cases')
  const { kind, at, actor, body } = entry
  const cameByMail = kind === 'message-in' && body.mailId !== undefined
  if (!MESSAGES.includes(kind))
    return (
      <p className="entry-line">
        <EntryTime at={at} today={today} /> {sentenceOf(t, entry)}
      </p>
    )
  const isNote = kind === 'note'
  const fax = row?.channel === 'fax' && kind === 'message-in' ? body.files?.find(hasPages) : undefined
  const name = actor?.name ?? (kind === 'message-in' ? body.sender?.name || requesterName : '')
  return (
    <article className="entry" data-kind={kind}>
      <header>
        {isNote ? (
          <>
            <Lock aria-hidden />
            <b>{t('timeline.note')}</b>
            <span>{t('timeline.noteSeen', { name })}</span>
          </>
        ) : (
          <>
            {name && <b>{name}</b>}
            <span>{kind === 'message-in' ? t('timeline.requester') : t('timeline.reply')}</span>
          </>
        )}
        <EntryTime at={at} today={today} />
      </header>
      {cameByMail ? (
        <MailEntry entry={entry} onSplit={onSplit} />
      ) : (
        body.text && <MessageText text={body.text} />
      )}
      {body.files && body.files.length > 0 && (
        <ul className="entry-files" aria-label={t('timeline.files')}>
          {body.files.map((file) => (
            <li key={file.id}>
              <FileLine file={file} row={row} />
            </li>
          ))}
        </ul>
      )}
      {fax && <FilePages file={fax} />}
      {body.delivery && <Delivery delivery={body.delivery} mailId={body.mailId} said={body.said} />}
    </article>
  )
}

/** Of today only the time; the day is in its title. */
function EntryTime({ at, today }: { at: string; today: string }) {
  const isToday = isoDate(new Date(at)) === today
  return <RocTime at={at} show={isToday ? 'time' : 'date-time'} />
}

const DELIVERY_ICONS = { queued: Clock, sent: CircleCheck, failed: TriangleAlert, bounced: Undo2 }

function Delivery({
  delivery,
  mailId,
  said,
}: {
  delivery: NonNullable<Entry['body']['delivery']>
  mailId: string | undefined
  /** What the mail server said, while it matters. */
  said: string | undefined
}) {
  const { t } = useT('cases')
  const toast = useToast()
  const queries = useQueryClient()
  const Icon = DELIVERY_ICONS[delivery]
  const resend = useMutation({
    mutationFn: (id: string) =>
      api('POST /outgoing-mails/:mailId/retry', { params: { mailId: id as OutgoingMail['id'] } }),
    onSuccess: () => {
      toast({ text: t('timeline.resent'), tone: 'success' })
      void queries.invalidateQueries({ queryKey: ['case'] })
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
  })
  return (
    <p className="entry-delivery" data-delivery={delivery}>
      <Icon aria-hidden />
      {t(`timeline.delivery.${delivery === 'queued' && said ? 'waiting' : delivery}`)}
      {said && delivery !== 'sent' && <span className="entry-said">{t('timeline.said', { said })}</span>}
      {(delivery === 'failed' || delivery === 'bounced') && mailId && (
        <Button size="small" onPress={() => resend.mutate(mailId)} isPending={resend.isPending}>
          {t('timeline.resend')}
        </Button>
      )}
    </p>
  )
}

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarClock, Send } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { Case, PendingReply } from '../../../../server/api.ts'
import { formatDateWithWeekday, formatTime } from '../../../platform/dates.ts'
import { useT } from '../../../platform/i18n.ts'
import { useSession } from '../../../platform/session.ts'
import { isMac, keysInWords, useShortcut } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import { useAnnounce } from '../../../ui/LiveRegions.tsx'
import { caseQuery, sendTimesQuery } from '../queries.ts'
import { requesterName } from '../requester-name.ts'
import { Countdown } from './Countdown.tsx'
import type { Message } from './use-message.ts'
import { useTakeBack } from './use-take-back.ts'

const TAKE_BACK = 'Alt+KeyU'
const UNDO_SECONDS = 10

/** The replies to this case that are not sent yet: one's own may be taken back, others' are there to be known of. */
export function PendingReplies({ row, reply }: { row: Case; reply: Message }) {
  const { personId } = useSession()
  return row.pendingReplies.map((pending) =>
    pending.author.id === personId ? (
      <Own key={pending.id} row={row} pending={pending} reply={reply} />
    ) : (
      <Others key={pending.id} pending={pending} />
    ),
  )
}

function Own({ row, pending, reply }: { row: Case; pending: PendingReply; reply: Message }) {
  const { t } = useT('cases')
  const announce = useAnnounce()
  const queries = useQueryClient()
  const { data } = useQuery(sendTimesQuery)
  const seconds = data?.undoSeconds ?? UNDO_SECONDS
  const focusText = () =>
    requestAnimationFrame(() => document.querySelector<HTMLElement>('#message-reply textarea')?.focus())
  const { take, isPending } = useTakeBack(() => {
    announce(t('pending.taken'))
    focusText()
  }, reply.flush)
  const when = useWhen()(pending.dueAt)
  const { isScheduled } = pending
  const name = requesterName(t, row)
  const told = useRef('')
  useEffect(() => {
    if (told.current === pending.id) return
    told.current = pending.id
    announce(
      isScheduled
        ? t('pending.scheduledTo', { name, when })
        : t('pending.announced', { count: seconds, keys: keysInWords(TAKE_BACK, isMac()) }),
    )
  }, [pending.id, isScheduled, announce, t, when, seconds, name])
  useShortcut({ keys: TAKE_BACK, label: t('pending.takeBack'), run: () => !isPending && take(pending) })
  return (
    <section className="pending" aria-label={t('pending.label')}>
      {isScheduled ? <CalendarClock aria-hidden /> : <Send aria-hidden />}
      <span>
        {isScheduled
          ? t('pending.scheduledTo', { name, when })
          : t(pending.outcome === 'closed' ? 'pending.closing' : 'pending.sending', { name })}
        {!isScheduled && (
          <Countdown
            at={pending.dueAt}
            most={seconds}
            onOver={() => void queries.invalidateQueries({ queryKey: caseQuery(row.number).queryKey })}
          />
        )}
      </span>
      <Button size="small" onPress={() => take(pending)} isPending={isPending}>
        {t(isScheduled ? 'pending.unschedule' : 'pending.takeBack')}
        <Kbd>{keysInWords(TAKE_BACK, isMac())}</Kbd>
      </Button>
      <Words pending={pending} />
    </section>
  )
}

function Others({ pending }: { pending: PendingReply }) {
  const { t } = useT('cases')
  const when = useWhen()(pending.dueAt)
  return (
    <section className="pending" aria-label={t('pending.label')}>
      <CalendarClock aria-hidden />
      <span>{t('pending.others', { name: pending.author.name, when })}</span>
      <Words pending={pending} />
    </section>
  )
}

/** What it says, for those who want to read it again before it leaves. */
function Words({ pending: { text, files } }: { pending: PendingReply }) {
  const { t } = useT('cases')
  return (
    <details className="pending-words">
      <summary>{t('pending.words')}</summary>
      <p className="entry-text">{text}</p>
      {files.length > 0 && <p>{files.map(({ name }) => name).join(t('pending.and'))}</p>}
    </details>
  )
}

/** `115.11.23（一） 08:30` */
export function useWhen() {
  const { language } = useT('cases')
  return (at: string) => `${formatDateWithWeekday(new Date(at), language)} ${formatTime(new Date(at))}`
}

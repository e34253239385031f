import { FileText, Globe, Headset, type LucideIcon, Mail, Phone, Printer, UserRound } from 'lucide-react'
import type { CaseRow, Channel, View } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { DueTime, spanInWords, useNow } from '../../../ui/Elapsed.tsx'
import { PriorityMark } from '../../../ui/PriorityMark.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import { isOverdue, timeOf } from './row-state.ts'

const CHANNELS: Record<Channel, LucideIcon> = {
  phone: Phone,
  voip: Headset,
  fax: Printer,
  mail: Mail,
  web: Globe,
  document: FileText,
  'walk-in': UserRound,
}

/** One case of the list, as one link: state, number, time, subject, whose it is. */
export function QueueRow({
  row,
  view,
  systemId,
  isCurrent,
  isUnread,
}: {
  row: CaseRow
  view: View
  systemId: number | undefined
  isCurrent: boolean
  isUnread: boolean
}) {
  const { t } = useT('desk')
  const now = useNow()
  const Channel = CHANNELS[row.channel]
  return (
    <li>
      <RouteLink
        plain
        className="queue-row"
        to="/desk/q/$view/{-$number}"
        params={{ view, number: row.number }}
        search={systemId === undefined ? {} : { system: systemId }}
        aria-current={isCurrent || undefined}
        data-number={row.number}
      >
        <span className="queue-row-facts">
          <StatusChip state={isOverdue(row, now) ? 'overdue' : row.status} />
          <span className="queue-row-number">{row.number}</span>
          <Channel aria-hidden />
          <span className="sr-only">{t(`cases:channel.${row.channel}`)}</span>
          <RowTime row={row} now={now} />
        </span>
        <span className="queue-row-title">
          {isUnread && (
            <span className="queue-row-dot" title={t('queue.unread')}>
              <span className="sr-only">{t('queue.unread')}</span>
            </span>
          )}
          <PriorityMark level={row.priority} />
          <b>{row.title}</b>
        </span>
        <span className="queue-row-who">
          {[row.agencyName, row.requesterName].filter(Boolean).join('　')}
        </span>
      </RouteLink>
    </li>
  )
}

function RowTime({ row, now }: { row: CaseRow; now: number }) {
  const { t } = useT('desk')
  const time = timeOf(row)
  if (time.kind === 'due') return <DueTime at={time.at} />
  if (time.kind === 'ended') return <RocTime at={time.at} show="date" />
  if (time.kind === 'to-confirm') return <span>{t('queue.toConfirm')}</span>
  const span = spanInWords(t, now - Date.parse(time.since))
  return (
    <time dateTime={time.since}>
      {t(row.waitingFor === 'verification' ? 'queue.testing' : 'queue.waited', { span })}
    </time>
  )
}

import { Megaphone } from 'lucide-react'
import { useState } from 'react'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { formatDateTime } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { useNow } from '../../ui/Elapsed.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { AnnouncementDialog } from './AnnouncementDialog.tsx'
import { Part } from './Part.tsx'
import { useChange } from './queries.ts'

type Announcement = CallSettings['announcements'][number]
const TONES = { active: 'in-progress', later: 'waiting', over: 'closed' }

/** What every caller is told for some time: a fault that is known, a holiday. */
export function AnnouncementsPart({
  announcements,
  mayChange,
}: Pick<CallSettings, 'announcements'> & { mayChange: boolean }) {
  const { t, language } = useT('calls')
  const now = useNow(10_000)
  const [isAdding, setAdding] = useState(false)
  const remove = useChange(
    (announcementId: Announcement['id']) =>
      api('DELETE /call-settings/announcements/:announcementId', { params: { announcementId } }),
    { done: t('settings.announcements.removed') },
  )
  const stateOf = ({ startsAt, endsAt }: Announcement) =>
    Date.parse(endsAt) <= now ? 'over' : Date.parse(startsAt) > now ? 'later' : 'active'
  const time = (at: string) => formatDateTime(new Date(at), language)
  const columns: Column<Announcement>[] = [
    {
      id: 'text',
      header: t('settings.announcements.text'),
      isRowHeader: true,
      cell: ({ text }) => text,
    },
    {
      id: 'kind',
      header: t('settings.announcements.kind'),
      cell: ({ kind }) => t(`settings.announcements.kinds.${kind}`),
    },
    {
      id: 'from',
      header: t('settings.announcements.from'),
      cell: ({ startsAt }) => time(startsAt as string),
    },
    { id: 'until', header: t('settings.announcements.until'), cell: ({ endsAt }) => time(endsAt as string) },
    {
      id: 'state',
      header: t('seats.state'),
      cell: (one) => <Chip tone={TONES[stateOf(one)]}>{t(`settings.announcements.${stateOf(one)}`)}</Chip>,
    },
  ]
  if (mayChange)
    columns.push({
      id: 'actions',
      header: <span className="sr-only">{t('settings.announcements.remove')}</span>,
      isNumber: true,
      cell: ({ id, text }) => (
        <Button
          size="small"
          variant="quiet"
          onPress={() => remove.run(id)}
          aria-label={`${t('settings.announcements.remove')} ${text.slice(0, 20)}`}
        >
          {t('settings.announcements.remove')}
        </Button>
      ),
    })
  return (
    <Part
      title={t('settings.announcements.title')}
      help={t('settings.announcements.help')}
      problem={remove.problem}
    >
      <Table
        caption={t('settings.announcements.title')}
        columns={columns}
        rows={announcements}
        keyOf={({ id }) => id}
        empty={<EmptyState>{t('settings.announcements.none')}</EmptyState>}
      />
      {mayChange && (
        <Button icon={<Megaphone aria-hidden />} onPress={() => setAdding(true)}>
          {t('settings.announcements.add')}
        </Button>
      )}
      {isAdding && <AnnouncementDialog onClose={() => setAdding(false)} />}
    </Part>
  )
}

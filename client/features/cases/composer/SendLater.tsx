import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useState } from 'react'
import { isoDate } from '../../../platform/dates.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Menu } from '../../../ui/Menu.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { sendTimesQuery } from '../queries.ts'
import { useWhen } from './PendingReplies.tsx'
import { faultOf, momentOf, parseTime } from './schedule.ts'
import type { Message } from './use-message.ts'

/** When the reply is sent: at once, with the next working day, or at a time of one's own. It is still sent by its button. */
export function SendLater({ message }: { message: Message }) {
  const { t } = useT('cases')
  const [asks, setAsks] = useState(false)
  const { data } = useQuery(sendTimesQuery)
  const when = useWhen()
  if (!data) return null
  const { sendAt } = message
  return (
    <>
      <Menu
        label={t('later.label')}
        trigger={
          <Button icon={<CalendarClock aria-hidden />}>
            {sendAt ? t('later.at', { when: when(sendAt) }) : t('later.label')}
          </Button>
        }
        items={[
          { id: 'now', label: t('later.now'), isSelected: sendAt === undefined },
          {
            id: 'next',
            label: t('later.nextWorkingDay'),
            detail: when(data.nextWorkingDay),
            isSelected: sendAt === data.nextWorkingDay,
          },
          { id: 'own', label: t('later.own') },
        ]}
        onAction={(id) => {
          if (id === 'own') setAsks(true)
          else message.sendLater(id === 'next' ? data.nextWorkingDay : undefined)
        }}
      />
      {asks && (
        <TimeDialog
          begin={sendAt ?? data.nextWorkingDay}
          latest={data.latest}
          onClose={() => setAsks(false)}
          onChosen={(at) => {
            message.sendLater(at)
            setAsks(false)
          }}
        />
      )}
    </>
  )
}

function TimeDialog({
  begin,
  latest,
  onClose,
  onChosen,
}: {
  begin: string
  latest: string
  onClose: () => void
  onChosen: (at: string) => void
}) {
  const { t } = useT('cases')
  const [date, setDate] = useState<string | null>(isoDate(new Date(begin)))
  const [time, setTime] = useState('08:30')
  const [tried, setTried] = useState(false)
  const read = parseTime(time)
  const at = date && read ? momentOf(date, read) : undefined
  const fault = at ? faultOf(at, { now: Date.now(), latest }) : undefined
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('later.title')}
      size="small"
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button
            variant="primary"
            onPress={() => {
              setTried(true)
              if (at && !fault) onChosen(at)
            }}
          >
            {t('later.choose')}
          </Button>
        </>
      }
    >
      <DateField
        label={t('later.date')}
        value={date}
        onChange={setDate}
        min={isoDate(new Date())}
        max={isoDate(new Date(latest))}
        error={tried && fault ? t(`later.${fault}`) : tried && !date ? t('later.noDate') : undefined}
      />
      <TextField
        label={t('later.time')}
        description={t('later.timeHelp')}
        value={time}
        onChange={setTime}
        inputMode="numeric"
        error={tried && !read ? t('later.noTime') : undefined}
      />
    </Dialog>
  )
}

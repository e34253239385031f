import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { useEffect } from 'react'
import { useT } from '../../../platform/i18n.ts'
import { useHint } from '../../../platform/live.ts'
import { Button } from '../../../ui/Button.tsx'
import { useAnnounce } from '../../../ui/LiveRegions.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import { ownPendingQuery, sendTimesQuery } from '../queries.ts'
import { Countdown } from './Countdown.tsx'
import { useTakeBack } from './use-take-back.ts'

type Own = Awaited<ReturnType<NonNullable<typeof ownPendingQuery.queryFn>>>[number]

/** One's own replies to cases that are not on the screen, while they may still be taken back. */
export function PendingElsewhere({
  number,
  onOpen,
}: {
  /** The case on the screen: its own shows itself. */
  number: string | undefined
  onOpen: (number: string) => void
}) {
  const { t } = useT('cases')
  const toast = useToast()
  const queries = useQueryClient()
  const askAgain = () => void queries.invalidateQueries(ownPendingQuery)
  const { data = [] } = useQuery(ownPendingQuery)
  useHint('reply.pending', askAgain)
  useHint('reply.returned', ({ code }) => {
    askAgain()
    if (code) toast({ text: t('pending.returnedSomewhere'), tone: 'danger' })
  })
  const shown = data.filter(({ isScheduled, caseNumber }) => !isScheduled && caseNumber !== number)
  return shown.length === 0 ? null : (
    <div className="pending-elsewhere">
      {shown.map((pending) => (
        <Bar
          key={pending.id}
          pending={pending}
          onOver={askAgain}
          onTaken={() => onOpen(pending.caseNumber)}
        />
      ))}
    </div>
  )
}

function Bar({ pending, onOver, onTaken }: { pending: Own; onOver: () => void; onTaken: () => void }) {
  const { t } = useT('cases')
  const { data } = useQuery(sendTimesQuery)
  const { take, isPending } = useTakeBack(onTaken)
  const announce = useAnnounce()
  const words = t('pending.elsewhere', { name: pending.requesterName, number: pending.caseNumber })
  useEffect(() => announce(words), [announce, words])
  return (
    <section className="pending" aria-label={t('pending.label')}>
      <Send aria-hidden />
      <span>
        {words}
        <Countdown at={pending.dueAt} most={data?.undoSeconds ?? 10} onOver={onOver} />
      </span>
      <Button size="small" onPress={() => take(pending)} isPending={isPending}>
        {t('pending.takeBack')}
      </Button>
    </section>
  )
}

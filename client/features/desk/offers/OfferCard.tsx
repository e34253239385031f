import { useEffect, useEffectEvent } from 'react'
import type { Offer } from '../../../../server/api.ts'
import { useSystems } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { spanInWords, useNow } from '../../../ui/Elapsed.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import { PriorityMark } from '../../../ui/PriorityMark.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { timeLeft } from './time-left.ts'

const TICK_MS = 500

/** Work offered to the reader: what it is, why to them, and how long they have to say yes or no. */
export function OfferCard({
  offer,
  keys,
  isPending,
  onAccept,
  onDecline,
  onExpired,
}: {
  offer: Offer
  /** Of the card that the shortcuts answer; the others are shown in brief. */
  keys: { accept: string; decline: string } | undefined
  isPending: boolean
  onAccept: () => void
  onDecline: () => void
  onExpired: () => void
}) {
  const { t } = useT('desk')
  const { nameOf } = useSystems()
  const { case: row, reason } = offer
  const now = useNow(TICK_MS)
  const { seconds, percent } = timeLeft(offer, now)
  const over = useEffectEvent(onExpired)
  useEffect(() => {
    if (seconds === 0) over()
  }, [seconds])
  return (
    <article className="offer" aria-labelledby={`offer-${offer.id}`}>
      <header>
        <span className="offer-number">{row.number}</span>
        <PriorityMark level={row.priority} withWord />
        <span className="offer-left">{t('offers.left', { count: seconds })}</span>
      </header>
      <Progress label={t('offers.leftLabel')} value={percent} isQuiet />
      <h3 id={`offer-${offer.id}`}>{row.title}</h3>
      <p>{[nameOf(row.leadSystemId), row.agencyName, row.requesterName].filter(Boolean).join('　')}</p>
      {keys && (
        <p className="muted">
          {t('offers.waited')} {spanInWords(t, now - Date.parse(row.openedAt))}　{reason}
        </p>
      )}
      <footer>
        <Button variant="primary" size={keys ? 'normal' : 'small'} onPress={onAccept} isPending={isPending}>
          {t('offers.accept')}
          {keys && <Kbd>{keys.accept}</Kbd>}
        </Button>
        <Button size={keys ? 'normal' : 'small'} onPress={onDecline} isDisabled={isPending}>
          {t('offers.decline')}
          {keys && <Kbd>{keys.decline}</Kbd>}
        </Button>
      </footer>
    </article>
  )
}

import { useT } from '../../../platform/i18n.ts'
import { isMac, keysInWords, useShortcut } from '../../../platform/shortcuts.ts'
import { OfferCard } from './OfferCard.tsx'
import { useOffers } from './use-offers.ts'
import './Offers.css'

const ACCEPT = 'Alt+KeyA'
const DECLINE = 'Alt+KeyX'

/**
 * Offers slide in under the strip and never take the focus: somebody may be typing. The oldest is on top and answers
 * to the shortcuts, also while a dialog is open.
 */
export function Offers({ ring }: { ring: () => void }) {
  const { t } = useT('desk')
  const { offers, accept, decline, expire } = useOffers(ring)
  const [first] = offers
  const isPending = accept.isPending || decline.isPending
  useShortcut({
    keys: ACCEPT,
    label: t('offers.accept'),
    inDialog: true,
    run: () => first && !isPending && accept.mutate(first),
  })
  useShortcut({
    keys: DECLINE,
    label: t('offers.decline'),
    inDialog: true,
    run: () => first && !isPending && decline.mutate(first),
  })
  if (!first) return null
  const mac = isMac()
  return (
    <section className="offers" aria-label={t('offers.label')} data-react-aria-top-layer="true">
      <h2>
        {t('offers.heading')}
        {offers.length > 1 && <span className="queue-count">{offers.length}</span>}
      </h2>
      {offers.map((offer) => (
        <OfferCard
          key={offer.id}
          offer={offer}
          keys={
            offer === first
              ? { accept: keysInWords(ACCEPT, mac), decline: keysInWords(DECLINE, mac) }
              : undefined
          }
          isPending={isPending}
          onAccept={() => accept.mutate(offer)}
          onDecline={() => decline.mutate(offer)}
          onExpired={expire}
        />
      ))}
    </section>
  )
}

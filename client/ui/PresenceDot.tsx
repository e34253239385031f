import { Check, Circle, Coffee, Hourglass, type LucideIcon, MoonStar, Phone } from 'lucide-react'
import { useT } from '../platform/i18n.ts'
import './PresenceDot.css'

export type ShownPresence = 'ready' | 'busy' | 'wrap-up' | 'break' | 'away' | 'offline'

const SHAPES: Record<ShownPresence, LucideIcon> = {
  ready: Check,
  busy: Phone,
  'wrap-up': Hourglass,
  break: Coffee,
  away: MoonStar,
  offline: Circle,
}

/** Whether somebody is at work: shape and word tell it, colour only helps. */
export function PresenceDot({
  presence,
  showWord = true,
  word,
}: {
  presence: ShownPresence
  showWord?: boolean
  /** Instead of the usual word, such as the reason of a break. */
  word?: string
}) {
  const { t } = useT()
  const Shape = SHAPES[presence]
  return (
    <span className="ui-presence" data-presence={presence}>
      <span className="ui-presence-dot" aria-hidden>
        <Shape />
      </span>
      <span className={showWord ? undefined : 'sr-only'}>{word ?? t(`presence.${presence}`)}</span>
    </span>
  )
}

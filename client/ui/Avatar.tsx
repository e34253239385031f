import { Check, Circle, Coffee, Hourglass, type LucideIcon, MoonStar, Phone } from 'lucide-react'
import { useT } from '../platform/i18n.ts'
import { classes } from './classes.ts'
import './Avatar.css'

/** A person as their given name's last two characters (Chinese) or initials. Decoration beside the name. */
function Avatar({ name, className }: { name: string; className?: string }) {
  const short = /\p{Script=Han}/u.test(name)
    ? [...name.replaceAll(/\s/g, '')].slice(-2).join('')
    : name
        .split(/\s+/)
        .map((word) => word[0])
        .slice(0, 2)
        .join('')
  return (
    <span className={classes('ui-avatar', className)} aria-hidden>
      {short}
    </span>
  )
}

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

import { useEffect, useEffectEvent } from 'react'
import { useT } from '../../../platform/i18n.ts'
import { useNow } from '../../../ui/Elapsed.tsx'

const SECOND = 1000

/**
 * Whole seconds until then. A clock that goes wrong on this computer shows no more than `most`, and never less than
 * nothing; what counts is the server's.
 */
export const secondsUntil = (at: string, now: number, most: number) =>
  Math.min(most, Math.max(0, Math.ceil((Date.parse(at) - now) / SECOND)))

/** How long a reply may still be taken back; told once when that is over. For eyes: it is announced once, not counted aloud. */
export function Countdown({ at, most, onOver }: { at: string; most: number; onOver: () => void }) {
  const { t } = useT('cases')
  const left = secondsUntil(at, useNow(250), most)
  const isOver = left === 0
  const over = useEffectEvent(onOver)
  useEffect(() => {
    if (!isOver) return
    const timer = setInterval(() => over(), SECOND)
    return () => clearInterval(timer)
  }, [isOver])
  return (
    <span className="pending-seconds" aria-hidden>
      {isOver ? t('pending.leaving') : t('pending.seconds', { count: left })}
    </span>
  )
}

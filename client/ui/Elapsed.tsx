import { useEffect, useState } from 'react'
import type { Area } from '../messages/areas.ts'
import { formatDateTime } from '../platform/dates.ts'
import type { Translate } from '../platform/i18n.ts'
import { useT } from '../platform/i18n.ts'
import './Elapsed.css'

const MINUTE_MS = 60_000

/** The time now, told again every minute (or second), the same for everything that asks in one render. */
export function useNow(everyMs = 30_000, first?: string) {
  const [now, setNow] = useState(() => (first ? Date.parse(first) : Date.now()))
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}

/** A span in its largest sensible unit: `12 分`, `3 小時`, `2 天`. */
export function spanInWords<A extends Area>(translate: Translate<A>, ms: number): string {
  const t = translate as unknown as Translate
  const minutes = Math.floor(Math.abs(ms) / MINUTE_MS)
  if (minutes < 60) return t('common:time.minutes', { count: minutes })
  if (minutes < 48 * 60) return t('common:time.hours', { count: Math.floor(minutes / 60) })
  return t('common:time.days', { count: Math.floor(minutes / (24 * 60)) })
}

/** How long until something is due: `剩 18 分`, or `逾 12 分` in vermilion once it is late. */
export function DueTime({ at, renderedAt }: { at: string; renderedAt?: string }) {
  const { t, language } = useT()
  const left = Date.parse(at) - useNow(30_000, renderedAt)
  const span = spanInWords(t, left)
  return (
    <time
      dateTime={at}
      className="ui-due"
      data-late={left < 0 || undefined}
      data-soon={(left >= 0 && left < 15 * MINUTE_MS) || undefined}
      title={formatDateTime(new Date(at), language)}
    >
      {left < 0 ? t('time.over', { span }) : t('time.left', { span })}
    </time>
  )
}

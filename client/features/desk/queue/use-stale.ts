import { useEffect, useState } from 'react'
import { useLive } from '../../../platform/live.ts'

const STALE_AFTER_MS = 15_000

/** Since when figures are old: the connection has been gone for 15 s. Undefined while they are fresh. */
export function useStale(): string | undefined {
  const live = useLive()
  const [stale, setStale] = useState(false)
  const online = live?.state === 'online'
  const since = live?.since ?? 0
  useEffect(() => {
    setStale(false)
    if (online) return
    const timer = setTimeout(() => setStale(true), since + STALE_AFTER_MS - Date.now())
    return () => clearTimeout(timer)
  }, [online, since])
  return stale && !online ? new Date(since).toISOString() : undefined
}

import { useEffect, useEffectEvent, useRef } from 'react'

/**
 * Does something soon, and once for however many asked meanwhile. Asked again with less patience, it is done that
 * much earlier; when the component goes, not at all.
 */
export function useSoon(work: () => void): (inMs: number) => void {
  const due = useRef<{ at: number; timer: ReturnType<typeof setTimeout> } | undefined>(undefined)
  const run = useEffectEvent(work)
  useEffect(() => () => clearTimeout(due.current?.timer), [])
  return (inMs) => {
    const at = Date.now() + inMs
    if (due.current && due.current.at <= at) return
    clearTimeout(due.current?.timer)
    const timer = setTimeout(() => {
      due.current = undefined
      run()
    }, inMs)
    due.current = { at, timer }
  }
}

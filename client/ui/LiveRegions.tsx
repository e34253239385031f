import { createContext, type ReactNode, useCallback, useContext, useRef } from 'react'

type Announce = (message: string, urgency?: 'polite' | 'assertive') => void
const Announcer = createContext<Announce>(() => undefined)

/** Says something to screen readers that the screen shows elsewhere: `announce('已儲存')`. */
export const useAnnounce = () => useContext(Announcer)

/** The page's two live regions. Polite messages wait for each other, so that none is swallowed. */
export function LiveRegions({ children }: { children: ReactNode }) {
  const polite = useRef<HTMLDivElement>(null)
  const assertive = useRef<HTMLDivElement>(null)
  const waiting = useRef<string[]>([])
  const busy = useRef(false)

  const sayNext = useCallback(() => {
    const message = waiting.current.shift()
    busy.current = message !== undefined
    if (message === undefined || !polite.current) return
    polite.current.textContent = message
    setTimeout(sayNext, 1500)
  }, [])

  const announce = useCallback<Announce>(
    (message, urgency = 'polite') => {
      if (urgency === 'assertive') {
        const region = assertive.current
        if (!region) return
        region.textContent = ''
        requestAnimationFrame(() => {
          region.textContent = message
        })
        return
      }
      waiting.current.push(message)
      if (!busy.current) sayNext()
    },
    [sayNext],
  )

  return (
    <Announcer value={announce}>
      {children}
      <div ref={polite} className="sr-only" aria-live="polite" data-react-aria-top-layer="true" />
      <div ref={assertive} className="sr-only" aria-live="assertive" data-react-aria-top-layer="true" />
    </Announcer>
  )
}

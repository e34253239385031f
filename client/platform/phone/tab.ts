const LOCK = 'onewindow-phone'

/** `mine`: this tab is the telephone. `elsewhere`: another one is; this one takes over when that is closed. */
export type PhoneTab = 'asking' | 'mine' | 'elsewhere'

/**
 * Of all tabs of this browser exactly one is the telephone, so that one call rings once. The others wait in line.
 * @param locks undefined where the browser has none: then every tab is on its own
 * @returns how to give the telephone up, and how to take it over from the other tab
 */
export function claimPhone(
  tell: (tab: PhoneTab) => void,
  locks: Pick<LockManager, 'request'> | undefined = navigator.locks,
) {
  if (!locks) {
    tell('mine')
    return { release: () => undefined, takeOver: () => undefined }
  }
  let giveUp = new AbortController()
  let release: (() => void) | undefined
  let isOver = false
  const hold = () =>
    new Promise<void>((resolve) => {
      if (isOver) return resolve()
      release = resolve
      tell('mine')
    })
  /** Taken away by another tab, the lock's promise fails: back into the line. */
  const onLost = () => {
    release = undefined
    if (!isOver) wait()
  }
  function wait() {
    tell('elsewhere')
    giveUp = new AbortController()
    locks?.request(LOCK, { signal: giveUp.signal }, hold).catch(onLostUnlessAborted(giveUp.signal))
  }
  const onLostUnlessAborted = (signal: AbortSignal) => () => {
    if (!signal.aborted) onLost()
  }
  tell('asking')
  locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? hold() : wait())).catch(onLost)
  return {
    release() {
      isOver = true
      giveUp.abort()
      release?.()
    },
    takeOver() {
      giveUp.abort()
      locks.request(LOCK, { steal: true }, hold).catch(onLost)
    },
  }
}

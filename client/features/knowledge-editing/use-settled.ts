import { useEffect, useState } from 'react'

const QUIET_MS = 400

/**
 * What was typed, once the hands rest: never in the middle of a composition, so that an input method has the browser to
 * itself.
 */
export function useSettled(text: string, isComposing: () => boolean): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    let timer = setTimeout(function settle() {
      if (isComposing()) timer = setTimeout(settle, QUIET_MS)
      else setSettled(text)
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [text, isComposing])
  return settled
}

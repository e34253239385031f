import { useEffect, useEffectEvent, useState } from 'react'
import { type CallApi, createApi } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { isUnfinishedZhuyin } from '../../platform/ime.ts'
import { isBlank } from './values.ts'

const DEBOUNCE_MS = 200
const LEAST_CHARACTERS = 4
const MOST_CHARACTERS = 500

/**
 * What the server finds for a text while it is typed. Nothing is asked while an input method is composing, nor before
 * typing has stopped for 200 ms; a newer question replaces the one on its way.
 *
 * @param composing whether an input method has a composition open
 * @returns undefined before there was anything to look for
 */
export function useWhileTyping<Found>(
  text: string,
  { composing, enabled }: { composing: boolean; enabled: boolean },
  ask: (api: CallApi, text: string) => Promise<Found>,
): Found | undefined {
  const { language } = useT()
  const [found, setFound] = useState<Found>()
  const askFor = useEffectEvent(ask)
  const sought = [...text].slice(0, MOST_CHARACTERS).join('')
  const worth =
    !isBlank(sought) && !isUnfinishedZhuyin(sought) && [...sought.trim()].length >= LEAST_CHARACTERS
  useEffect(() => {
    if (!enabled || composing) return
    if (!worth) {
      setFound(undefined)
      return
    }
    const newer = new AbortController()
    const timer = setTimeout(() => {
      const api = createApi((url, init) => fetch(url, { ...init, signal: newer.signal }), language)
      askFor(api, sought).then(
        (answer) => !newer.signal.aborted && setFound(answer),
        // Without this help the form works just as well.
        () => undefined,
      )
    }, DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      newer.abort()
    }
  }, [sought, worth, composing, enabled, language])
  return found
}

import { useEffect, useState } from 'react'
import type { Api, Reply } from '../../../server/api.ts'
import { createApi } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { isUnfinishedZhuyin } from '../../platform/ime.ts'
import { isBlank } from './values.ts'

export type SimilarCases = Reply<Api['GET /my/cases/similar']>

const DEBOUNCE_MS = 200
const LEAST_CHARACTERS = 4
const MOST_CHARACTERS = 500

/**
 * The reader's own cases that look like what is being typed. Nothing is asked while an input method is composing, nor
 * before typing has stopped for 200 ms; a newer question replaces the one on its way.
 *
 * @param composing whether an input method has a composition open
 * @returns undefined before there was anything to look for
 */
export function useSimilar(text: string, composing: boolean, enabled: boolean): SimilarCases | undefined {
  const { language } = useT()
  const [found, setFound] = useState<SimilarCases>()
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
      api('GET /my/cases/similar', { query: { text: sought } }).then(
        (cases) => !newer.signal.aborted && setFound(cases),
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

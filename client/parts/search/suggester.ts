import { isUnfinishedZhuyin } from '../../platform/ime.ts'

const DEBOUNCE_MS = 200
const MOST_CHARACTERS = 200

/** What was found for a text; nothing while there is nothing to look for. */
export type Suggested<Found> = { text: string; found: Found } | undefined

/**
 * Asks for suggestions while somebody types: 200 ms after the last key, never while an input method is composing, never
 * for syllables that were not chosen yet. A newer text gives up the question on its way. What was found stays until
 * something else is known, so that the list does not flicker; without suggestions a search works just as well, so a
 * question that fails is no message.
 */
export function createSuggester<Found>({
  ask,
  told,
}: {
  ask: (text: string, signal: AbortSignal) => Promise<Found>
  told: (suggested: Suggested<Found>) => void
}) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined
  let answered: string | undefined
  const stop = () => {
    clearTimeout(timer)
    asking?.abort()
  }
  const tell = (suggested: Suggested<Found>) => {
    answered = suggested?.text
    told(suggested)
  }
  return {
    stop,
    /** What stands in the field now. */
    typed(written: string, isComposing: boolean) {
      stop()
      if (isComposing) return
      const text = [...written.trim()].slice(0, MOST_CHARACTERS).join('')
      if (text === '') return tell(undefined)
      if (text === answered || isUnfinishedZhuyin(text)) return
      timer = setTimeout(() => {
        asking = new AbortController()
        const { signal } = asking
        ask(text, signal).then(
          (found) => !signal.aborted && tell({ text, found }),
          () => !signal.aborted && tell(undefined),
        )
      }, DEBOUNCE_MS)
    },
  }
}

import { useRef } from 'react'

/**
 * Whether a key belongs to an input method and so is not ours to act on. Chromium and Firefox say
 * `isComposing`; Safari delivers the Enter that ends a composition afterwards, marked only by the old code 229.
 */
export function isImeKey(event: { nativeEvent?: KeyboardEvent } | KeyboardEvent): boolean {
  const key = ('nativeEvent' in event && event.nativeEvent ? event.nativeEvent : event) as KeyboardEvent
  return key.isComposing || key.keyCode === 229
}

/** Only bopomofo and tone marks: a syllable not yet chosen, no use to a search. */
export const isUnfinishedZhuyin = (text: string) => /^[\u3105-\u312F\u31A0-\u31BFˇˋˊ˙\s]+$/.test(text)

/** Text as a search should see it: one width, one case, no space at the ends (U+3000 is a space). */
export const searchable = (text: string) => text.normalize('NFKC').toLocaleLowerCase('zh-TW').trim()

/**
 * Tells whether a composition is open in an input, for callers that act on what is typed.
 * `whenSettled` is called once with the input's text after each composition.
 */
export function useComposition(whenSettled?: (text: string) => void) {
  const open = useRef(false)
  return {
    isOpen: () => open.current,
    handlers: {
      onCompositionStart: () => {
        open.current = true
      },
      onCompositionEnd: (event: { currentTarget: { value: string } }) => {
        open.current = false
        whenSettled?.(event.currentTarget.value)
      },
    },
  }
}

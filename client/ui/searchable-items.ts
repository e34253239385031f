import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { isUnfinishedZhuyin, searchable, useComposition } from '../platform/ime.ts'

/** One choice. `keywords` are found but not shown: old names, codes. */
export type Item = { id: string; label: string; detail?: string; keywords?: readonly string[] }

const DEBOUNCE_MS = 200

/** The items that a text finds: every word must occur in label, detail or keywords, in any width and case. */
export function findItems(items: readonly Item[], text: string): readonly Item[] {
  const words = searchable(text).split(/\s+/).filter(Boolean)
  if (words.length === 0) return items
  return items.filter(({ label, detail = '', keywords = [] }) => {
    const within = searchable([label, detail, ...keywords].join('\n'))
    return words.every((word) => within.includes(word))
  })
}

/**
 * What a searchable list shows while somebody types. During a composition the list stands still and nothing is
 * looked up; syllables not yet chosen are never searched for.
 */
export function useSearchableItems({
  items,
  chosen,
  onSearch,
}: {
  items: readonly Item[]
  chosen: string | null
  onSearch: ((text: string, signal: AbortSignal) => void) | undefined
}) {
  // The chosen item may be absent from what a later search finds.
  const known = useRef(new Map<string, string>())
  for (const item of items) if (item.id === chosen) known.current.set(item.id, item.label)
  const labelOf = (id: string | null) =>
    id === null ? '' : (items.find((item) => item.id === id)?.label ?? known.current.get(id) ?? '')
  const [text, setText] = useState(() => labelOf(chosen))
  const [sought, setSought] = useState('')
  const search = useEffectEvent((seek: string, signal: AbortSignal) => onSearch?.(seek, signal))
  const first = useRef(true)

  const seek = (typed: string) => {
    if (!isUnfinishedZhuyin(typed)) setSought(typed === labelOf(chosen) ? '' : typed)
  }
  const { isOpen, handlers } = useComposition((settled) => seek(settled))

  useEffect(() => {
    if (first.current) {
      first.current = false
      return
    }
    const newer = new AbortController()
    const timer = setTimeout(() => search(sought, newer.signal), DEBOUNCE_MS)
    return () => {
      clearTimeout(timer)
      newer.abort()
    }
  }, [sought])

  // A choice made elsewhere (a draft, a reset) is shown as well.
  const [shown, setShown] = useState(chosen)
  if (shown !== chosen) {
    setShown(chosen)
    setText(labelOf(chosen))
    setSought('')
  }

  return {
    text,
    found: onSearch ? items : findItems(items, sought),
    composition: handlers,
    follow: (typed: string) => {
      setText(typed)
      if (!isOpen()) seek(typed)
    },
    show: (id: string | null) => {
      setText(labelOf(id))
      setSought('')
    },
  }
}

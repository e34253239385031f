import type { RefObject } from 'react'
import { useT } from '../../platform/i18n.ts'
import { useShortcut } from '../../platform/shortcuts.ts'
import { neighbour } from './neighbour.ts'

type Place = {
  /** In the order of the list; `number` is what a row carries as `data-number`. */
  rows: readonly { number: string }[]
  /** The row that is open. */
  number: string | undefined
  box: RefObject<HTMLElement | null>
  onOpen: (number: string) => void
  words?: { next: string; previous: string }
}

/** J and K walk through the rows of a list, Alt and the arrows open the neighbours of the one that is open. */
export function useListKeys({ rows, number, box, onOpen, words }: Place) {
  const { t } = useT('desk')
  const focused = () =>
    document.activeElement instanceof HTMLElement ? document.activeElement.dataset['number'] : undefined
  const walk = (step: 1 | -1) => {
    const next = neighbour(rows, focused() ?? number, step)
    if (next) box.current?.querySelector<HTMLElement>(`[data-number="${next}"]`)?.focus()
  }
  const open = (step: 1 | -1) => {
    const next = neighbour(rows, number, step)
    if (next) onOpen(next)
  }
  useShortcut({ keys: 'KeyJ', label: t('queue.down'), run: () => walk(1) })
  useShortcut({ keys: 'KeyK', label: t('queue.up'), run: () => walk(-1) })
  useShortcut({ keys: 'Alt+ArrowDown', label: words?.next ?? t('queue.next'), run: () => open(1) })
  useShortcut({ keys: 'Alt+ArrowUp', label: words?.previous ?? t('queue.previous'), run: () => open(-1) })
}

import { type KeyboardEvent, useRef } from 'react'
import type { Found } from '../../../server/api.ts'
import { neighbour } from '../../parts/list/neighbour.ts'
import { useListKeys } from '../../parts/list/use-list-keys.ts'
import { useT } from '../../platform/i18n.ts'
import { DeskHit } from './DeskHit.tsx'
import { sourceOf } from './Hits.tsx'
import './search-desk.css'

/** What was found, one below the other; one of them may be unfolded. Arrows and J, K move through the titles. */
export function DeskHits({
  found,
  open,
  onOpen,
}: {
  found: Found
  open: string | undefined
  onOpen: (key: string | undefined) => void
}) {
  const { t } = useT('search')
  const box = useRef<HTMLOListElement>(null)
  const rows = found.hits.map(({ key }) => ({ number: key }))
  useListKeys({
    rows,
    number: open,
    box,
    onOpen,
    words: { next: t('desk.next'), previous: t('desk.previous') },
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key]
    const at = event.target instanceof HTMLElement ? event.target.dataset['number'] : undefined
    const next = step && at && !event.altKey ? neighbour(rows, at, step) : undefined
    if (!next) return
    event.preventDefault()
    box.current?.querySelector<HTMLElement>(`[data-number="${next}"]`)?.focus()
  }
  return (
    <>
      <p className="search-keys muted">{t('desk.keys')}</p>
      <ol className="search-hits" aria-label={t('results')} ref={box} onKeyDown={onKeyDown}>
        {found.hits.map((hit) => (
          <DeskHit
            key={hit.key}
            hit={hit}
            source={sourceOf(found, hit)}
            isOpen={open === hit.key}
            onToggle={() => onOpen(open === hit.key ? undefined : hit.key)}
          />
        ))}
      </ol>
    </>
  )
}

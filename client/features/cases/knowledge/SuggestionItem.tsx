import { ChevronRight, EyeOff, Link2, TextQuote } from 'lucide-react'
import { type KeyboardEvent, useId, useState } from 'react'
import { EntryInPlace } from '../../../parts/knowledge/EntryInPlace.tsx'
import { useT } from '../../../platform/i18n.ts'
import { isImeKey } from '../../../platform/ime.ts'
import { inLanguage } from '../../../platform/language.ts'
import { singleKeysOff } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import type { Suggestion } from './queries.ts'
import type { Way } from './use-insert.ts'

const WAYS: Readonly<Record<string, Way>> = { KeyT: 'text', KeyL: 'link' }

/** One entry: opened by its title; T and L put it into the reply, as its buttons do. */
export function SuggestionItem({
  entry,
  barred,
  isPending,
  onInsert,
}: {
  entry: Suggestion
  /** Why nothing of it may go into the reply, in words. */
  barred: string | undefined
  isPending: boolean
  onInsert: (way: Way) => void
}) {
  const { t, language } = useT('cases')
  const [isOpen, setOpen] = useState(false)
  const bodyId = useId()
  const whyId = useId()
  const href = inLanguage(language, `/qa/${entry.number}`)
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event) || event.ctrlKey || event.metaKey || event.altKey || singleKeysOff()) return
    const way = WAYS[event.code]
    if (!way) return
    event.preventDefault()
    if (!barred && !isPending) onInsert(way)
  }
  return (
    <li className="knowledge-item">
      <button
        type="button"
        className="knowledge-title"
        aria-expanded={isOpen}
        aria-controls={bodyId}
        {...(barred && { 'aria-describedby': whyId })}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={onKeyDown}
      >
        <ChevronRight aria-hidden />
        <span>{entry.title}</span>
      </button>
      <p className="knowledge-facts">
        <span>{entry.number}</span>
        {entry.visibility !== 'public' && <Chip>{t(`knowledge.visibility.${entry.visibility}`)}</Chip>}
        <span className="muted">{entry.systems.map(({ shortName }) => shortName).join('、')}</span>
      </p>
      <p className="knowledge-short" data-whole={isOpen || undefined}>
        {entry.shortAnswer}
      </p>
      <div id={bodyId}>{isOpen && <EntryInPlace number={entry.number} href={href} />}</div>
      {barred ? (
        <p className="knowledge-barred" id={whyId}>
          <EyeOff aria-hidden />
          {barred}
        </p>
      ) : (
        <p className="knowledge-ways">
          <Button
            size="small"
            icon={<TextQuote aria-hidden />}
            aria-label={t('knowledge.insertText', { number: entry.number })}
            isPending={isPending}
            onPress={() => onInsert('text')}
          >
            {t('knowledge.asText')}
          </Button>
          <Button
            size="small"
            icon={<Link2 aria-hidden />}
            aria-label={t('knowledge.insertLink', { number: entry.number })}
            isPending={isPending}
            onPress={() => onInsert('link')}
          >
            {t('knowledge.asLink')}
          </Button>
        </p>
      )}
    </li>
  )
}

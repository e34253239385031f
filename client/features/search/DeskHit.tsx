import { ChevronRight, ExternalLink, Link2, Pencil } from 'lucide-react'
import { type KeyboardEvent, useId } from 'react'
import type { Hit } from '../../../server/api.ts'
import { EntryInPlace } from '../../parts/knowledge/EntryInPlace.tsx'
import { Marked } from '../../parts/search/Marked.tsx'
import { useT } from '../../platform/i18n.ts'
import { isImeKey } from '../../platform/ime.ts'
import { inLanguage } from '../../platform/language.ts'
import { useMay } from '../../platform/session.ts'
import { singleKeysOff } from '../../platform/shortcuts.ts'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { Excerpt, HitFacts } from './Hits.tsx'

/** One thing that was found, at the desk: an entry unfolds in place, O opens its page, C copies the link to it. */
export function DeskHit({
  hit,
  source,
  isOpen,
  onToggle,
}: {
  hit: Hit
  source: string | undefined
  isOpen: boolean
  onToggle: () => void
}) {
  const { t, language } = useT('search')
  const may = useMay()
  const toast = useToast()
  const id = useId()
  const { title, number } = hit
  const href = inLanguage(language, hit.href)
  const entry = hit.source === 'qa' ? number : null
  const copy = async () => {
    const address = new URL(hit.href, location.origin).href
    try {
      await navigator.clipboard.writeText(address)
      toast({ text: t('desk.copied', { title }), tone: 'success' })
    } catch {
      // Without TLS a browser has no clipboard for us.
      toast({ text: t('desk.notCopied', { href: address }), tone: 'danger' })
    }
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event) || event.ctrlKey || event.metaKey || event.altKey || singleKeysOff()) return
    if (event.code === 'KeyO') window.open(href, '_blank', 'noreferrer')
    else if (event.code === 'KeyC') void copy()
    else return
    event.preventDefault()
  }
  const marked = <Marked text={title} ranges={hit.titleRanges} />
  return (
    <li>
      <h2>
        {entry ? (
          <button
            type="button"
            className="search-title"
            data-number={hit.key}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={onToggle}
            onKeyDown={onKeyDown}
          >
            <ChevronRight aria-hidden />
            <span>{marked}</span>
          </button>
        ) : (
          <a
            className="search-title"
            href={href}
            target="_blank"
            rel="noreferrer"
            data-number={hit.key}
            onKeyDown={onKeyDown}
          >
            <ExternalLink aria-hidden />
            <span>{marked}</span>
            <span className="sr-only">（{t('common:opensNewWindow')}）</span>
          </a>
        )}
      </h2>
      {!isOpen && <Excerpt hit={hit} />}
      <div id={id}>{isOpen && entry && <EntryInPlace number={entry} showsAnswer />}</div>
      <HitFacts hit={hit} source={source}>
        <span className="search-ways">
          <Link
            size="small"
            button="quiet"
            href={href}
            target="_blank"
            aria-label={t('desk.openPageOf', { title })}
          >
            {t('desk.openPage')}
          </Link>
          {entry && may('knowledge:write') && (
            <RouteLink
              size="small"
              button="quiet"
              icon={<Pencil aria-hidden />}
              to="/desk/kb/$number"
              params={{ number: entry }}
              aria-label={t('desk.editOf', { title })}
            >
              {t('desk.edit')}
            </RouteLink>
          )}
          <Button
            size="small"
            variant="quiet"
            icon={<Link2 aria-hidden />}
            aria-label={t('desk.copyOf', { title })}
            onPress={() => void copy()}
          >
            {t('desk.copy')}
          </Button>
        </span>
      </HitFacts>
    </li>
  )
}

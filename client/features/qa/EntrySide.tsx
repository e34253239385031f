import { Printer } from 'lucide-react'
import type { ReadEntry } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHref, usePortal } from '../../platform/portal.ts'
import { Button } from '../../ui/Button.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { feedPath, listPath } from './slice.ts'

/** Beside an entry: what else to read, and how to hear of more. */
export function EntrySide({ entry }: { entry: ReadEntry }) {
  const { t } = useT('portal')
  const href = useHref()
  const awake = useHydrated()
  const [system] = entry.systems
  const { session } = usePortal()
  return (
    <aside className="qa-side no-print">
      {entry.related.length > 0 && (
        <section aria-labelledby="qa-related">
          <h2 id="qa-related">{t('qa.entry.related')}</h2>
          <ul className="qa-related">
            {entry.related.map(({ number, title }) => (
              <li key={number}>
                <a href={href(`/qa/${number}`)}>{title}</a> <span className="muted">{number}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {entry.tags.length > 0 && (
        <section aria-labelledby="qa-tags">
          <h2 id="qa-tags">{t('qa.entry.tags')}</h2>
          <ul className="qa-tags">
            {entry.tags.map((tag) => (
              <li key={tag}>
                <a href={href(listPath({ tag }))}>{tag}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {system && (
        <p className="qa-feeds">
          <a href={href(listPath({ system: String(system.id) }))}>{t('qa.subscribe.title')}</a>{' '}
          <a href={feedPath('rss', { system: String(system.id), tag: '' })}>{t('qa.subscribe.rss')}</a>{' '}
          <a href={feedPath('atom', { system: String(system.id), tag: '' })}>{t('qa.subscribe.atom')}</a>
        </p>
      )}
      {session?.permissions.includes('knowledge:write') && (
        <p>
          <a href={href(`/desk/kb/${entry.number}`)}>{t('qa.entry.desk')}</a>
        </p>
      )}
      {awake && (
        <Button icon={<Printer aria-hidden />} onPress={() => print()}>
          {t('qa.entry.print')}
        </Button>
      )}
    </aside>
  )
}

import type { Api, Reply } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHref } from '../../platform/portal.ts'
import { isNarrowed, listPath, type Slice } from './slice.ts'
import '../../ui/Field.css'
import '../../ui/Button.css'

export type Overview = Reply<Api['GET /knowledge-overview']>

/** The ways to order, and the filters. Links and forms of the browser's own: nothing here needs a script. */
export function Tabs({ slice }: { slice: Slice }) {
  const { t } = useT('portal')
  const href = useHref()
  const tabs = [
    ['newest', t('qa.tabs.newest')],
    ['most-read', t('qa.tabs.mostRead')],
    ['systems', t('qa.tabs.systems')],
  ] as const
  return (
    <nav className="qa-tabs no-print" aria-label={t('qa.tabs.label')}>
      <ul>
        {tabs.map(([tab, label]) => (
          <li key={tab}>
            <a
              href={href(listPath(tab === 'systems' ? { tab } : { ...slice, tab, after: '' }))}
              aria-current={slice.tab === tab ? 'page' : undefined}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function Filters({ slice, overview }: { slice: Slice; overview: Overview }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <div className="qa-filters no-print">
      <form action={href('/qa')} aria-label={t('qa.filters.label')}>
        {slice.tab !== 'newest' && <input type="hidden" name="tab" value={slice.tab} />}
        {slice.tag && <input type="hidden" name="tag" value={slice.tag} />}
        <label>
          <span className="ui-label">{t('qa.filters.system')}</span>
          <select name="system" className="ui-input" defaultValue={slice.system}>
            <option value="">{t('qa.filters.allSystems')}</option>
            {overview.systems.map(({ id, shortName, n }) => (
              <option key={id} value={id}>{`${shortName}（${n}）`}</option>
            ))}
          </select>
        </label>
        <label>
          <span className="ui-label">{t('qa.filters.domain')}</span>
          <select name="domain" className="ui-input" defaultValue={slice.domain}>
            <option value="">{t('qa.filters.allDomains')}</option>
            {overview.domains.map(({ domain, n }) => (
              <option key={domain} value={domain}>{`${domain}（${n}）`}</option>
            ))}
          </select>
        </label>
        <button type="submit" className="ui-button" data-variant="secondary" data-size="normal">
          {t('qa.filters.apply')}
        </button>
        {isNarrowed(slice) && <a href={href(listPath({ tab: slice.tab }))}>{t('qa.filters.clear')}</a>}
      </form>
      <form action={href('/qa')} className="qa-by-number">
        <label>
          <span className="ui-label">{t('qa.filters.number')}</span>
          <input
            name="number"
            className="ui-input"
            autoComplete="off"
            placeholder={t('qa.filters.numberExample')}
          />
        </label>
        <button type="submit" className="ui-button" data-variant="secondary" data-size="normal">
          {t('qa.filters.goTo')}
        </button>
      </form>
    </div>
  )
}

/** Every system that has entries, and the tags that are used most. */
export function SystemList({ overview }: { overview: Overview }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <>
      <ul className="qa-systems" aria-label={t('qa.tabs.systems')}>
        {overview.systems.map(({ id, name, shortName, n }) => (
          <li key={id}>
            <a href={href(listPath({ system: String(id) }))}>
              <b>{shortName}</b>
              <span>{name}</span>
              <span className="muted">{t('qa.count', { count: n })}</span>
            </a>
          </li>
        ))}
      </ul>
      {overview.tags.length > 0 && (
        <section>
          <h2>{t('qa.entry.tags')}</h2>
          <ul className="qa-tags">
            {overview.tags.map(({ tag, n }) => (
              <li key={tag}>
                <a href={href(listPath({ tag }))}>
                  {tag} <span className="muted">{n}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

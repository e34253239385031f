import type { ReadEntry } from '../../../server/api.ts'
import { formatDate } from '../../platform/dates.ts'
import { type Translate, useT } from '../../platform/i18n.ts'
import { useHref, usePortal } from '../../platform/portal.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { listPath } from './slice.ts'

/** Number, systems, versions and dates of an entry: below its title. */
export function EntryFacts({ entry }: { entry: ReadEntry }) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <>
      <p className="qa-facts">
        <span className="qa-number">{entry.number}</span>
        {entry.systems.map(({ id, shortName }) => (
          <a key={id} href={href(listPath({ system: String(id) }))}>
            {shortName}
          </a>
        ))}
        <a href={href(listPath({ domain: entry.domain }))}>{entry.domain}</a>
        {entry.visibility !== 'public' && <Chip>{t(`qa.visibility.${entry.visibility}`)}</Chip>}
      </p>
      <dl className="qa-dates">
        {entry.appliesTo && <Fact name={t('qa.entry.appliesTo')}>{entry.appliesTo}</Fact>}
        <Effective entry={entry} />
        <Fact name={t('qa.entry.updated')}>
          <RocTime at={entry.liveAt} show="date" />
        </Fact>
        {entry.reviewOn && (
          <Fact name={t('qa.entry.reviewOn')}>
            <RocTime at={entry.reviewOn} show="date" />
          </Fact>
        )}
        {entry.ownerName && <Fact name={t('qa.entry.owner')}>{entry.ownerName}</Fact>}
      </dl>
    </>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const dayOf = (day: string, language: 'zh-TW' | 'en') =>
  formatDate(new Date(`${day}T12:00:00+08:00`), language)

function Effective({ entry: { effectiveFrom, effectiveUntil } }: { entry: ReadEntry }) {
  const { t, language } = useT('portal')
  if (!effectiveFrom && !effectiveUntil) return null
  const from = effectiveFrom ? dayOf(effectiveFrom, language) : ''
  const until = effectiveUntil ? dayOf(effectiveUntil, language) : ''
  return <Fact name={t('qa.entry.effective')}>{span(t, from, until)}</Fact>
}

function span(t: Translate<'portal'>, from: string, until: string) {
  if (from && until) return t('qa.entry.fromUntil', { from, until })
  return from ? t('qa.entry.from', { day: from }) : t('qa.entry.until', { day: until })
}

/** What makes an entry doubtful: nobody has looked at it in time, or it was meant for a time that is over. */
export function Doubts({ entry }: { entry: ReadEntry }) {
  const { t, language } = useT('portal')
  const { now } = usePortal()
  const today = new Date(Date.parse(now) + 8 * 3_600_000).toISOString().slice(0, 10)
  return (
    <>
      {entry.isOverdue && entry.reviewOn && (
        <Banner tone="warning">{t('qa.entry.overdue', { day: dayOf(entry.reviewOn, language) })}</Banner>
      )}
      {entry.effectiveUntil && entry.effectiveUntil < today && (
        <Banner tone="warning">{t('qa.entry.past', { day: dayOf(entry.effectiveUntil, language) })}</Banner>
      )}
    </>
  )
}

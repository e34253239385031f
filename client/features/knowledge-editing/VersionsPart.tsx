import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { EditedEntry, VersionRow } from '../../../server/api.ts'
import { formatDate, formatDateTime, startOfDay } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { contentOf } from './content.ts'
import { DifferencesView } from './Difference.tsx'
import { Preview } from './Preview.tsx'
import { differencesQuery, versionQuery } from './queries.ts'
import { StateChip } from './StateChip.tsx'
import { whoseIn } from './whose.ts'

type Id = VersionRow['id']

/** Every version there was: who wrote and who read it, when it was live, and what differs between any two. */
export function VersionsPart({ entry }: { entry: EditedEntry }) {
  const { t } = useT('entries')
  const { versions } = entry
  const [read, setRead] = useState<VersionRow>()
  const [pair, setPair] = useState<{ from: Id; to: Id }>()
  const compared = versions.length > 1 ? (pair ?? { from: versions[1]!.id, to: versions[0]!.id }) : undefined
  return (
    <div className="entry-versions">
      <p className="muted">{t('versions.immutable')}</p>
      <ol aria-label={t('versions.caption')}>
        {versions.map((version, at) => {
          const before = versions[at + 1]
          return (
            <li key={version.id}>
              <p className="entry-version-head">
                <b>{t('entry.version', { n: version.n })}</b>
                <StateChip state={version.state} />
                <span className="entry-version-ways">
                  <Button
                    size="small"
                    aria-label={t('versions.readN', { n: version.n })}
                    onPress={() => setRead(version)}
                  >
                    {t('versions.read')}
                  </Button>
                  {before && (
                    <Button
                      size="small"
                      aria-label={t('versions.compareN', { n: version.n })}
                      onPress={() => {
                        setPair({ from: before.id, to: version.id })
                        document.querySelector('#entry-compare')?.scrollIntoView({ block: 'start' })
                      }}
                    >
                      {t('versions.compare')}
                    </Button>
                  )}
                </span>
              </p>
              <VersionFacts version={version} />
            </li>
          )
        })}
      </ol>
      {compared && (
        <section id="entry-compare" className="entry-compare" aria-labelledby="entry-compare-title">
          <h2 id="entry-compare-title">{t('versions.between')}</h2>
          <div className="entry-pair">
            {(['from', 'to'] as const).map((end) => (
              <Select
                key={end}
                label={t(`versions.${end}`)}
                placeholder={null}
                options={versions.map(({ id, n, state }) => ({
                  id,
                  label: `${t('entry.version', { n })}（${t(`state.${state}`)}）`,
                }))}
                value={compared[end]}
                onChange={(id) => setPair({ ...compared, [end]: id as Id })}
              />
            ))}
          </div>
          <Compared {...compared} />
        </section>
      )}
      {read && <ReadDialog version={read} onClose={() => setRead(undefined)} />}
    </div>
  )
}

function VersionFacts({ version }: { version: VersionRow }) {
  const { t, language } = useT('entries')
  const { writtenBy, reviewedBy, changeNote, reviewNote, liveAt, liveUntil, effectiveFrom, effectiveUntil } =
    version
  const at = (moment: string) => formatDateTime(new Date(moment), language)
  const day = (date: string | null) => (date ? formatDate(startOfDay(date), language) : '')
  const effective =
    effectiveFrom && effectiveUntil
      ? 'versions.effectiveSpan'
      : effectiveFrom
        ? 'versions.effectiveFrom'
        : 'versions.effectiveUntil'
  const facts: [string, string | null | false][] = [
    [t('versions.writer'), writtenBy],
    [t('versions.reviewer'), reviewedBy],
    [
      t('versions.lived'),
      liveAt !== null &&
        (liveUntil
          ? t('versions.livedSpan', { from: at(liveAt), until: at(liveUntil) })
          : t('versions.livedFrom', { from: at(liveAt) })),
    ],
    [
      t('versions.effective'),
      Boolean(effectiveFrom || effectiveUntil) &&
        t(effective, { from: day(effectiveFrom), until: day(effectiveUntil) }),
    ],
    [t('versions.note'), changeNote],
    [t('versions.reviewNote'), reviewNote],
  ]
  return (
    <dl className="entry-facts-line">
      {facts.map(
        ([name, value]) =>
          value && (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

/** What differs from one version to another; from what is live where none is named. */
export function Compared({ from, to, isFirst }: { from?: Id; to: Id; isFirst?: boolean }) {
  const { t } = useT('entries')
  const query = useQuery({ ...differencesQuery(to, from), enabled: from !== to })
  if (from === to) return <p className="entry-same">{t('diff.same')}</p>
  if (query.isPending) return <Skeleton count={4} />
  if (query.isError && !query.data)
    return (
      <ErrorCard title={t('failed')} error={query.error} onRetry={() => void query.refetch()} level={3} />
    )
  return <DifferencesView fields={query.data} {...(isFirst && { isFirst })} />
}

function ReadDialog({ version, onClose }: { version: VersionRow; onClose: () => void }) {
  const { t } = useT('entries')
  return (
    <Dialog
      isOpen
      size="wide"
      onClose={onClose}
      title={`${t('entry.version', { n: version.n })}　${t(`state.${version.state}`)}`}
    >
      <VersionContent versionId={version.id} level={3} />
    </Dialog>
  )
}

/** What one version says, as readers would see it. */
export function VersionContent({ versionId, level = 2 }: { versionId: Id; level?: 2 | 3 }) {
  const { t } = useT('entries')
  const query = useQuery(versionQuery(versionId))
  if (query.isPending) return <Skeleton count={5} />
  if (query.isError && !query.data)
    return (
      <ErrorCard title={t('failed')} error={query.error} onRetry={() => void query.refetch()} level={3} />
    )
  return <Preview content={contentOf(query.data)} whoseOf={whoseIn(t, query.data.names)} level={level} />
}

import type { Api, Reply } from '../../../server/api.ts'
import { type Translate, useT } from '../../platform/i18n.ts'
import { definePage, useHref } from '../../platform/portal.ts'
import { Link } from '../../ui/Link.tsx'
import { PriorityMark } from '../../ui/PriorityMark.tsx'
import { Table } from '../../ui/Table.tsx'
import './pages.css'

type Commitment = {
  targets: Reply<Api['GET /service-targets']>
  /** Null when it cannot be told. */
  hours: string | null
}

const WORDS = { 1: 'urgent', 2: 'high', 3: 'normal', 4: 'low' } as const
const wordOf = (priority: number) => WORDS[priority as keyof typeof WORDS]
const CLOCK = ['start', 'working', 'survey'] as const

export const page = definePage<Commitment>({
  load: async ({ api }) => {
    const [targets, status] = await Promise.all([
      api('GET /service-targets'),
      api('GET /service-status').catch(() => null),
    ])
    return { targets, hours: status?.hours ?? null }
  },
  title: (t) => t('portal:commitment.title'),
  Page: ({ data }) => <CommitmentPage {...data} />,
})

/** 服務承諾: how soon we reply and solve, by priority, and how the time is counted. */
function CommitmentPage({ targets, hours }: Commitment) {
  const { t } = useT('portal')
  const href = useHref()
  return (
    <div className="portal-page">
      <header className="portal-page-head">
        <h1>{t('commitment.title')}</h1>
        <p>{t('commitment.lead')}</p>
      </header>
      <Table
        className="commitment-table"
        caption={t('commitment.caption')}
        keyOf={({ priority }) => String(priority)}
        rows={targets}
        columns={[
          {
            id: 'priority',
            header: t('commitment.priority'),
            isRowHeader: true,
            cell: ({ priority }) => (
              <>
                <PriorityMark level={priority} /> {t(`common:priority.${wordOf(priority)}`)}
                <small>{t(`commitment.meanings.${wordOf(priority)}`)}</small>
              </>
            ),
          },
          {
            id: 'response',
            header: t('commitment.response'),
            cell: ({ firstResponseMinutes }) => span(t, firstResponseMinutes),
          },
          {
            id: 'resolution',
            header: t('commitment.resolution'),
            cell: ({ resolutionMinutes }) => span(t, resolutionMinutes),
          },
        ]}
      />
      {hours && (
        <section>
          <h2>{t('commitment.hoursTitle')}</h2>
          <p>{hours}</p>
        </section>
      )}
      <section className="portal-text">
        <h2>{t('commitment.clockTitle')}</h2>
        <ul>
          {CLOCK.map((key) => (
            <li key={key}>{t(`commitment.clock.${key}`)}</li>
          ))}
        </ul>
      </section>
      <p>
        <Link button="primary" href={href('/cases/new')}>
          {t('commitment.file')}
        </Link>
      </p>
    </div>
  )
}

const span = (t: Translate<'portal'>, minutes: number) =>
  minutes % 60 === 0
    ? t('commitment.hours', { count: minutes / 60 })
    : t('commitment.minutes', { count: minutes })

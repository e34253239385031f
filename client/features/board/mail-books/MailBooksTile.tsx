import { useQuery } from '@tanstack/react-query'
import { mailboxesQuery } from '../../../parts/mail/queries.ts'
import { isoDate } from '../../../platform/dates.ts'
import { useT } from '../../../platform/i18n.ts'
import { useMay } from '../../../platform/session.ts'
import { useNow } from '../../../ui/Elapsed.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { type Column, Table } from '../../../ui/Table.tsx'
import { Balance } from './Balance.tsx'
import { byMailbox } from './books.ts'
import { useBookColumns } from './columns.tsx'
import { booksOfDayQuery } from './queries.ts'

type Day = ReturnType<typeof byMailbox>[number]

/** Whether every mail of today is accounted for, mailbox by mailbox, and what waits for somebody. */
export function MailBooksTile() {
  const { t } = useT('board')
  const may = useMay()
  const books = useQuery(booksOfDayQuery(isoDate(new Date(useNow()))))
  const { data: mailboxes } = useQuery(mailboxesQuery)
  const columns: Column<Day>[] = [
    {
      id: 'mailbox',
      header: t('mailBooks.mailbox'),
      isRowHeader: true,
      cell: ({ mailboxId }) => mailboxes?.find(({ id }) => id === mailboxId)?.name ?? mailboxId,
    },
    ...useBookColumns<Day>(),
  ]
  const { data } = books
  return (
    <section className="board-books" aria-labelledby="board-books">
      <header>
        <h2 id="board-books">{t('mailBooks.title')}</h2>
        {data && <Balance balanced={data.balanced} />}
        <RouteLink to="/board/mail-books" search={{}}>
          {t('mailBooks.open')}
        </RouteLink>
      </header>
      {books.isPending && <Skeleton shape="rows" count={2} />}
      {books.isError && !data && (
        <ErrorCard
          title={t('mailBooks.failed')}
          error={books.error}
          onRetry={() => void books.refetch()}
          level={3}
        />
      )}
      {data && (
        <>
          <dl className="board-figures">
            <div data-late={data.quarantined > 0 || undefined}>
              <dt>{t('mailBooks.quarantined')}</dt>
              <dd>
                {data.quarantined}
                {data.quarantined > 0 && may('case:handle') && (
                  <small>
                    <RouteLink to="/desk/mails/{-$mailId}" search={{}}>
                      {t('mailBooks.seeQuarantined')}
                    </RouteLink>
                  </small>
                )}
              </dd>
            </div>
            <div>
              <dt>{t('mailBooks.held')}</dt>
              <dd>{data.held}</dd>
            </div>
          </dl>
          {data.hours.length === 0 ? (
            <p className="muted">{t('mailBooks.nothingToday')}</p>
          ) : (
            <Table
              caption={t('mailBooks.today')}
              className="board-table"
              columns={columns}
              rows={byMailbox(data.hours)}
              keyOf={({ mailboxId }) => String(mailboxId)}
            />
          )}
        </>
      )}
    </section>
  )
}

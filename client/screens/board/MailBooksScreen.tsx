import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Balance } from '../../features/board/mail-books/Balance.tsx'
import type { BooksSearch, Hour } from '../../features/board/mail-books/books.ts'
import { useBookColumns } from '../../features/board/mail-books/columns.tsx'
import { booksOfDayQuery } from '../../features/board/mail-books/queries.ts'
import { mailboxesQuery } from '../../parts/mail/queries.ts'
import { formatTime, isoDate } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { useTitle } from '../../platform/title.ts'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { useNow } from '../../ui/Elapsed.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Select } from '../../ui/Select.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import '../../features/board/board.css'

const route = getRouteApi('/shell/board/mail-books')
const HOUR_MS = 3_600_000

/** The books of received mail of one day, hour by hour: what came is what was stored is what became of it. */
export function MailBooksScreen() {
  const { t } = useT('board')
  useTitle(t('mailBooks.title'))
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const today = isoDate(new Date(useNow()))
  const day = search.day ?? today
  const books = useQuery(booksOfDayQuery(day))
  const { data: mailboxes } = useQuery(mailboxesQuery)
  const show = (change: BooksSearch) => void navigate({ search: change, replace: true })
  const { data } = books
  const hours = data?.hours.filter(
    ({ mailboxId, balanced }) =>
      (search.mailbox === undefined || mailboxId === search.mailbox) && !(search.different && balanced),
  )
  const columns: Column<Hour>[] = [
    {
      id: 'hour',
      header: t('mailBooks.hour'),
      isRowHeader: true,
      cell: ({ hour }) => <span className="nowrap">{hourInWords(hour as string)}</span>,
    },
    {
      id: 'mailbox',
      header: t('mailBooks.mailbox'),
      cell: ({ mailboxId }) => mailboxes?.find(({ id }) => id === mailboxId)?.name ?? mailboxId,
    },
    ...useBookColumns<Hour>(),
    {
      id: 'checkedAt',
      header: t('mailBooks.checkedAt'),
      isNumber: true,
      cell: ({ checkedAt }) => <RocTime at={checkedAt as string} show="time" />,
    },
  ]
  return (
    <div className="board">
      <header>
        <h1>{t('mailBooks.title')}</h1>
        <RouteLink to="/board">{t('mailBooks.back')}</RouteLink>
      </header>
      <p className="board-formula">{t('mailBooks.formula')}</p>
      <search className="board-form">
        <DateField
          label={t('mailBooks.day')}
          value={day}
          onChange={(chosen) =>
            show(chosen && chosen !== today ? { ...search, day: chosen } : withoutDay(search))
          }
        />
        <Select
          label={t('mailBooks.mailbox')}
          placeholder={t('mailBooks.allMailboxes')}
          options={(mailboxes ?? []).map(({ id, name }) => ({ id: String(id), label: name }))}
          value={search.mailbox === undefined ? '' : String(search.mailbox)}
          onChange={(id) => {
            const { mailbox, ...rest } = search
            show({ ...rest, ...(id && { mailbox: Number(id) }) })
          }}
        />
        <Checkbox
          label={t('mailBooks.onlyDifferent')}
          isSelected={search.different ?? false}
          onChange={(on) => {
            const { different, ...rest } = search
            show({ ...rest, ...(on && { different: true as const }) })
          }}
        />
      </search>
      {books.isPending && <Skeleton shape="rows" count={6} />}
      {books.isError && !data && (
        <ErrorCard title={t('mailBooks.failed')} error={books.error} onRetry={() => void books.refetch()} />
      )}
      {data && hours && (
        <section aria-labelledby="books-by-hour">
          <h2 id="books-by-hour">
            {t('mailBooks.byHour')} <Balance balanced={data.hours.every(({ balanced }) => balanced)} />
          </h2>
          <Table
            caption={t('mailBooks.byHour')}
            className="board-table"
            columns={columns}
            rows={hours}
            keyOf={({ mailboxId, hour }) => `${mailboxId} ${hour}`}
            empty={<EmptyState>{t('mailBooks.empty')}</EmptyState>}
          />
        </section>
      )}
    </div>
  )
}

const withoutDay = ({ day, ...rest }: BooksSearch): BooksSearch => rest

/** `10:00–11:00` */
const hourInWords = (at: string) =>
  `${formatTime(new Date(at))}–${formatTime(new Date(Date.parse(at) + HOUR_MS))}`

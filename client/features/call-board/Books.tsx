import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Api, Reply } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { callBooksQuery } from './queries.ts'

type Book = Reply<Api['GET /call-books']>[number]
type Taken = Reply<Api['POST /call-imports']>

/** Whether every call that the exchanges know is a call and a case with us, day by day. */
export function Books() {
  const { t } = useT('calls')
  const may = useMay()
  const books = useQuery(callBooksQuery)
  const columns: Column<Book>[] = [
    { id: 'day', header: t('books.day'), isRowHeader: true, cell: ({ day }) => day },
    { id: 'exchange', header: t('books.exchange'), cell: ({ exchange }) => exchange },
    { id: 'records', header: t('books.records'), isNumber: true, cell: ({ records }) => records },
    { id: 'calls', header: t('books.calls'), isNumber: true, cell: ({ calls }) => calls },
    { id: 'cases', header: t('books.cases'), isNumber: true, cell: ({ cases }) => cases },
    {
      id: 'difference',
      header: t('books.difference'),
      isNumber: true,
      cell: ({ difference }) => (difference === 0 ? difference : <b className="board-late">{difference}</b>),
    },
  ]
  return (
    <section aria-labelledby="call-books">
      <h2 id="call-books">{t('books.title')}</h2>
      <p className="muted">{t('books.help')}</p>
      {books.isError && !books.data ? (
        <ErrorCard
          title={t('books.failed')}
          error={books.error}
          onRetry={() => void books.refetch()}
          level={3}
        />
      ) : (
        <Table
          caption={t('books.title')}
          className="board-table"
          columns={columns}
          rows={books.data ?? []}
          keyOf={({ exchange, day }) => `${exchange} ${day}`}
          empty={<EmptyState>{t('books.none')}</EmptyState>}
        />
      )}
      {may('call:supervise') && <ImportCalls />}
    </section>
  )
}

function ImportCalls() {
  const { t } = useT('calls')
  const queries = useQueryClient()
  const [csv, setCsv] = useState('')
  const [taken, setTaken] = useState<Taken>()
  const take = useCommand(
    () => api('POST /call-imports', { body: { csv } }),
    (result) => {
      setTaken(result)
      if (result.failed.length === 0) setCsv('')
      void queries.invalidateQueries({ queryKey: callBooksQuery.queryKey })
      return t('books.imported', result)
    },
  )
  return (
    <details className="call-import">
      <summary>{t('books.import')}</summary>
      <TextArea
        label={t('books.csv')}
        description={t('books.importHelp')}
        value={csv}
        onChange={setCsv}
        rows={6}
      />
      <Button onPress={() => take.run()} isDisabled={csv.trim() === ''} isPending={take.isPending}>
        {t('books.importDo')}
      </Button>
      <div role="alert">{take.problem && <ErrorLine>{take.problem}</ErrorLine>}</div>
      {taken && taken.failed.length > 0 && (
        <Banner tone="warning">
          {t('books.failedLines', { count: taken.failed.length })}
          <ul>
            {taken.failed.slice(0, 20).map((failed) => (
              <li key={failed.line}>{t('books.line', failed)}</li>
            ))}
          </ul>
        </Banner>
      )}
    </details>
  )
}

import { useInfiniteQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { Import } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Link } from '../../ui/Link.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useImportCalls } from './calls.ts'

type Row = { no: number; key: string | null; reasons: string[] }

/** Rows that were not imported, or were left when it was undone, with the reasons; the failed ones as a file too. */
export function FailedRows({ shown, which = 'failed' }: { shown: Import; which?: 'failed' | 'left' }) {
  const { t, language } = useT('admin')
  const { id, state } = shown
  const calls = useImportCalls()
  const list = useInfiniteQuery({
    queryKey: [calls.key, id, 'rows', which, state],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) => calls.rows(id, { which, after: pageParam }, signal),
    getNextPageParam: ({ next }) => next,
  })
  const title = t(which === 'failed' ? 'imports.failedRows' : 'imports.leftRows')
  const columns: Column<Row>[] = [
    {
      id: 'no',
      header: t('imports.rowNo'),
      isRowHeader: true,
      cell: ({ no }) => no.toLocaleString(language),
    },
    { id: 'key', header: t('imports.key'), cell: ({ key }) => key },
    { id: 'reason', header: t('imports.reason'), cell: ({ reasons }) => reasons.join(' ') },
  ]
  const file = (format: 'ods' | 'csv') => `${calls.path}/${id}/failed-rows?format=${format}`
  return (
    <section className="imports-part">
      <h3>{title}</h3>
      {which === 'failed' && (
        <>
          <span className="admin-buttons">
            <Link button="secondary" href={file('ods')} download icon={<Download aria-hidden />}>
              {t('imports.download')}（ODS）
            </Link>
            <Link button="secondary" href={file('csv')} download icon={<Download aria-hidden />}>
              {t('imports.download')}（CSV）
            </Link>
          </span>
          <p className="admin-detail">{t('imports.downloadHelp')}</p>
        </>
      )}
      {list.isPending && <Skeleton shape="rows" count={3} />}
      {list.isError && (
        <ErrorCard
          level={3}
          title={t('imports.failed')}
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      )}
      {list.data && (
        <Table
          caption={title}
          columns={columns}
          rows={list.data.pages.flatMap(({ rows }) => rows)}
          keyOf={({ no }) => String(no)}
        />
      )}
      {list.hasNextPage && (
        <Button isPending={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
          {t('imports.more')}
        </Button>
      )}
    </section>
  )
}

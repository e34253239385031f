import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import './Table.css'

export type Column<Row> = {
  id: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Numbers and times: aligned to the end. */
  isNumber?: boolean
  /** This cell names the row for screen readers. */
  isRowHeader?: boolean
  isSortable?: boolean
}

export type Sort = { by: string; descending: boolean }

/**
 * A native table: it can be searched with the browser, printed and read out. On narrow screens it scrolls
 * sideways within itself, never the page. Nothing is sorted here: `onSort` asks whoever has the rows.
 */
export function Table<Row>({
  caption,
  hideCaption = true,
  columns,
  rows,
  keyOf,
  sort,
  onSort,
  isCurrent,
  empty,
  className,
}: {
  caption: string
  hideCaption?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  sort?: Sort
  onSort?: (sort: Sort) => void
  isCurrent?: (row: Row) => boolean
  /** Shown instead of rows: an `EmptyState`. */
  empty?: ReactNode
  className?: string
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
    <section className={classes('ui-table-scroll', className)} aria-label={caption} tabIndex={0}>
      <table className="ui-table">
        <caption className={hideCaption ? 'sr-only' : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeaderCell
                key={column.id}
                column={column}
                {...(sort && { sort })}
                {...(onSort && { onSort })}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} aria-current={isCurrent?.(row) || undefined}>
              {columns.map(({ id, cell, isNumber, isRowHeader }) =>
                isRowHeader ? (
                  <th key={id} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={id} data-number={isNumber || undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && empty}
    </section>
  )
}

function HeaderCell<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>
  sort?: Sort
  onSort?: (sort: Sort) => void
}) {
  const { id, header, isNumber, isSortable } = column
  const sorted = sort?.by === id ? sort : undefined
  if (!isSortable || !onSort) {
    return (
      <th scope="col" data-number={isNumber || undefined}>
        {header}
      </th>
    )
  }
  const Icon = sorted ? (sorted.descending ? ArrowDown : ArrowUp) : ChevronsUpDown
  return (
    <th
      scope="col"
      data-number={isNumber || undefined}
      aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="ui-table-sort"
        onClick={() => onSort({ by: id, descending: sorted ? !sorted.descending : false })}
      >
        {header}
        <Icon aria-hidden />
      </button>
    </th>
  )
}

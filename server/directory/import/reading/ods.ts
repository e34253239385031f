import type { Package } from './package.ts'
import { isEmpty, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, type SheetRow, Unreadable } from './unreadable.ts'
import { type Attributes, readXml } from './xml.ts'

/** The rows of the first table of an ODS file. @throws Unreadable */
export async function* odsRows(sheet: Package, longestCell = LONGEST_CELL): AsyncGenerator<SheetRow> {
  const reader = firstTable(longestCell)
  for await (const _ of readXml(sheet.read('content.xml'), reader)) {
    yield* reader.take()
    if (reader.isDone()) return
  }
}

/** How often a cell or row is written once for several; a bomb says a billion, of cells without words mostly. */
const repeated = (attributes: Attributes, name: string) => {
  const count = Number(attributes[name] ?? 1)
  return Number.isInteger(count) && count > 0 ? count : 1
}

function firstTable(longestCell: number) {
  let rows: SheetRow[] = []
  let [no, tables, depth, notes, paragraphs] = [0, 0, 0, 0, 0]
  let row: { cells: string[]; times: number } | undefined
  let cell: { value: string | undefined; text: string; times: number } | undefined

  function endCell() {
    if (!cell || !row) return
    const value = (cell.value ?? cell.text).slice(0, longestCell)
    // The empty end of a row is written as one cell for thousands.
    const times = Math.min(cell.times, MOST_COLUMNS - row.cells.length)
    for (let n = 0; n < times; n++) row.cells.push(value)
    cell = undefined
  }

  function endRow() {
    if (!row) return
    const { cells, times } = row
    row = undefined
    if (isEmpty(cells)) {
      no += times
      return
    }
    if (no + times > MOST_ROWS) throw new Unreadable('import-too-many-rows')
    for (let n = 0; n < times; n++) rows.push({ no: ++no, cells })
  }

  return {
    isDone: () => tables > 0 && depth === 0,
    take() {
      const taken = rows
      rows = []
      return taken
    },
    open(name: string, attributes: Attributes) {
      if (name === 'table:table') {
        depth += 1
        tables += depth === 1 ? 1 : 0
      }
      if (tables !== 1 || depth !== 1) return
      if (name === 'office:annotation') notes += 1
      else if (name === 'table:table-row')
        row = { cells: [], times: repeated(attributes, 'table:number-rows-repeated') }
      else if (name === 'table:table-cell' || name === 'table:covered-table-cell') {
        paragraphs = 0
        const times = repeated(attributes, 'table:number-columns-repeated')
        cell = { value: statedValue(attributes), text: '', times }
      } else if (!cell || notes > 0) return
      else if (name === 'text:p' && ++paragraphs > 1) cell.text += '\n'
      else if (name === 'text:s') cell.text += ' '.repeat(Math.min(repeated(attributes, 'text:c'), 100))
      else if (name === 'text:tab' || name === 'text:line-break') cell.text += ' '
    },
    text(text: string) {
      if (cell && notes === 0 && paragraphs > 0 && cell.text.length < longestCell) cell.text += text
    },
    close(name: string) {
      if (name === 'table:table') depth -= 1
      else if (name === 'office:annotation') notes = Math.max(0, notes - 1)
      else if (depth === 1 && name === 'table:table-row') endRow()
      else if (depth === 1 && (name === 'table:table-cell' || name === 'table:covered-table-cell')) endCell()
    },
  }
}

/** Days and numbers as they are, not as they happen to be shown; words as they are written. */
function statedValue(attributes: Attributes): string | undefined {
  switch (attributes['office:value-type']) {
    case 'date':
      return attributes['office:date-value']
    case 'float':
      return attributes['office:value']
    case 'string':
      return attributes['office:string-value']
    default:
      return undefined
  }
}

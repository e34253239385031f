/** The file as a whole cannot be read: the code of a sentence of `platform/problems/imports.ts`. */
export class Unreadable extends Error {
  readonly code:
    | 'import-file-broken'
    | 'import-file-too-large'
    | 'import-too-many-rows'
    | 'import-nothing-in-it'
    | 'import-zip-table'
  constructor(code: Unreadable['code']) {
    super(code)
    this.code = code
  }
}

/** A row as the file has it. `no` counts from 1, as a spreadsheet does, empty rows and headings included. */
export type SheetRow = { no: number; cells: string[] }

export const MOST_ROWS = 300_000
export const MOST_COLUMNS = 100
/** Longer than any field may be; what is behind is left out, and the field is refused as too long. */
export const LONGEST_CELL = 5000

export const isEmpty = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '')

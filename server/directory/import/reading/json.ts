import { columnsFor, type Fields } from '../fields.ts'
import { decoded } from './encoding.ts'
import { MOST_ROWS, type SheetRow, Unreadable } from './unreadable.ts'

/** As a spreadsheet says that a field is to be emptied. */
const EMPTIES = '-'
const MOST_SHAPES = 100

/**
 * The objects of a JSON list, or of the list `entries` in an object, as rows of a table: the first names all fields.
 * Each object is read by itself, so that one file of 50 MB holds nobody up. What a list or an object says in a field
 * is written as JSON.
 *
 * @throws Unreadable
 */
export async function* jsonRows(
  chunks: AsyncIterable<Uint8Array>,
  fields: Fields,
  longestCell: number,
): AsyncGenerator<SheetRow> {
  const keys = Object.keys(fields)
  yield { no: 1, cells: keys.map((key) => fields[key]?.words['zh-TW'] ?? key) }
  // Objects of one file name mostly the same fields.
  const known = new Map<string, (string | null)[]>()
  let no = 1
  for await (const text of objectsIn(decoded(chunks, 'utf-8'), longestCell)) {
    no += 1
    if (no > MOST_ROWS) throw new Unreadable('import-too-many-rows')
    const said = parsed(text)
    const names = Object.keys(said)
    const shape = names.join('\n')
    const columns = known.get(shape) ?? columnsFor(fields, names)
    if (known.size < MOST_SHAPES) known.set(shape, columns)
    yield {
      no,
      cells: keys.map((key) => {
        const name = names[columns.indexOf(key)]
        return name === undefined ? '' : cellOf(said[name]).slice(0, longestCell)
      }),
    }
  }
}

function cellOf(value: unknown): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return EMPTIES
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text)
  } catch {
    throw new Unreadable('import-file-broken')
  }
}

/** The text of each object of the list, found by its braces; what is between them must be what JSON has there. */
async function* objectsIn(pieces: AsyncIterable<string>, longestCell: number): AsyncGenerator<string> {
  const most = 8 * longestCell
  let [held, at, from, depth] = ['', 0, -1, 0]
  let [isText, isEscaped, isList, isOver] = [false, false, false, false]
  for await (const piece of pieces) {
    held += piece
    for (; at < held.length; at++) {
      const character = held[at]!
      if (isText) {
        if (isEscaped) isEscaped = false
        else if (character === '\\') isEscaped = true
        else if (character === '"') isText = false
      } else if (character === '"' && (depth > 0 || !isList)) isText = true
      else if (isList && character === '{') {
        if (depth++ === 0) from = at
      } else if (isList && character === '}') {
        depth -= 1
        if (depth < 0) break
        if (depth === 0) {
          yield held.slice(from, at + 1)
          held = held.slice(at + 1)
          at = -1
          from = -1
        }
      } else if (!isList && character === '[') isList = true
      else if (isList && depth === 0 && character === ']') isOver = true
      else if (isList && depth === 0 && !isOver && !/[\s,]/u.test(character)) throw broken()
    }
    if (isOver) return
    if (depth < 0) throw broken()
    if (held.length > most) throw new Unreadable('import-file-too-large')
  }
  throw broken()
}

const broken = () => new Unreadable('import-file-broken')

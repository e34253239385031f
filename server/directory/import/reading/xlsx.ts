import type { Package } from './package.ts'
import { isEmpty, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, type SheetRow, Unreadable } from './unreadable.ts'
import { type Attributes, readXml } from './xml.ts'

const WORKBOOK = 'xl/workbook.xml'
const MOST_SHARED = 2_000_000
const MOST_SHARED_LENGTH = 100_000_000

/** The rows of the first sheet of an XLSX file. @throws Unreadable */
export async function* xlsxRows(sheet: Package, longestCell = LONGEST_CELL): AsyncGenerator<SheetRow> {
  const { words, path } = await frameOf(sheet, longestCell)
  const reader = sheetReader(words, longestCell)
  for await (const _ of readXml(sheet.read(path), reader)) yield* reader.take()
}

/** Where the first sheet is, and the words that its cells point at. */
async function frameOf(sheet: Package, longestCell: number) {
  const relations = new Map<string, { type: string; target: string }>()
  let first: string | undefined
  await readAll(sheet, WORKBOOK, (name, attributes) => {
    if (local(name) === 'sheet') first ??= attributes['r:id'] ?? attributes['id']
  })
  await readAll(sheet, 'xl/_rels/workbook.xml.rels', (name, attributes) => {
    if (local(name) !== 'Relationship') return
    const { Id = '', Type = '', Target = '' } = attributes
    relations.set(Id, { type: Type, target: Target.startsWith('/') ? Target.slice(1) : `xl/${Target}` })
  })
  const path = relations.get(first ?? '')?.target
  if (!path || !sheet.has(path)) throw new Unreadable('import-file-broken')
  const shared = [...relations.values()].find(({ type }) => type.endsWith('/sharedStrings'))?.target
  return { path, words: shared && sheet.has(shared) ? await sharedWords(sheet, shared, longestCell) : [] }
}

async function readAll(sheet: Package, path: string, open: (name: string, attributes: Attributes) => void) {
  if (!sheet.has(path)) throw new Unreadable('import-file-broken')
  for await (const _ of readXml(sheet.read(path), { open, text: () => {}, close: () => {} }));
}

async function sharedWords(sheet: Package, path: string, longestCell: number) {
  const words: string[] = []
  let [text, length, isText, readings] = ['', 0, false, 0]
  const listener = {
    open(name: string) {
      if (local(name) === 'si') text = ''
      // How a word is pronounced is no part of it.
      else if (local(name) === 'rPh') readings += 1
      isText = local(name) === 't' && readings === 0
    },
    text(piece: string) {
      if (isText && text.length < longestCell) text += piece
    },
    close(name: string) {
      if (local(name) === 't') isText = false
      if (local(name) === 'rPh') readings -= 1
      if (local(name) !== 'si') return
      words.push(text.slice(0, longestCell))
      length += text.length
      if (words.length > MOST_SHARED || length > MOST_SHARED_LENGTH)
        throw new Unreadable('import-file-too-large')
    },
  }
  for await (const _ of readXml(sheet.read(path), listener));
  return words
}

function sheetReader(words: readonly string[], longestCell: number) {
  let rows: SheetRow[] = []
  let [no, column, type, value, isValue] = [0, 0, '', '', false]
  let cells: string[] | undefined
  return {
    take() {
      const taken = rows
      rows = []
      return taken
    },
    open(name: string, attributes: Attributes) {
      switch (local(name)) {
        case 'row':
          no = Math.max(no + 1, Number(attributes['r'] ?? 0) || 0)
          if (no > MOST_ROWS) throw new Unreadable('import-too-many-rows')
          cells = []
          column = -1
          break
        case 'c':
          column = columnOf(attributes['r']) ?? column + 1
          type = attributes['t'] ?? 'n'
          value = ''
          break
        case 'v':
        case 't':
          isValue = true
          break
        case 'rPh':
          isValue = false
      }
    },
    text(text: string) {
      if (isValue && value.length < longestCell) value += text
    },
    close(name: string) {
      switch (local(name)) {
        case 'v':
        case 't':
          isValue = false
          break
        case 'c':
          if (!cells || column >= MOST_COLUMNS || column < 0) break
          while (cells.length < column) cells.push('')
          cells[column] = wordsOf(type, value, words).slice(0, longestCell)
          break
        case 'row':
          if (cells && !isEmpty(cells)) rows.push({ no, cells })
          cells = undefined
      }
    },
  }
}

function wordsOf(type: string, value: string, words: readonly string[]) {
  if (type === 's') return words[Number(value)] ?? ''
  if (type === 'e') return ''
  if (type !== 'n' || value === '') return value
  const number = Number(value)
  // 1.15E+6 is 1150000; a code of more digits than a number holds stays as it is written.
  return Number.isSafeInteger(number) ? String(number) : value
}

/** `BC12` is column 54, counted from 0. */
function columnOf(reference: string | undefined) {
  const letters = /^([A-Z]{1,3})\d+$/.exec(reference ?? '')?.[1]
  if (!letters) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)

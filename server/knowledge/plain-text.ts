import { fileIdOf, mediaOf } from './markdown/addresses.ts'
import { shownBy } from './markdown/inline.ts'
import { saidBy, type Token, tokensOf } from './markdown/parse.ts'

/**
 * The words of an entry without its marks, a line for each paragraph, step (`1. `), point (`- `) or row of a table; of
 * pictures and clips what they show. For the index, for excerpts, and for what is put into a letter.
 */
export const plainTextOf = (markdown: string): string => textOf(tokensOf(markdown))

/** The numbered steps of an entry in their order, each as plain text with the lines that belong to it. */
export function stepsOf(markdown: string): string[] {
  const tokens = tokensOf(markdown)
  const steps: string[] = []
  let isOrdered = false
  let from = 0
  for (const [at, { type, level }] of tokens.entries()) {
    if (level === 0 && type.endsWith('list_open')) isOrdered = type === 'ordered_list_open'
    else if (level === 1 && type === 'list_item_open') from = at + 1
    else if (level === 1 && type === 'list_item_close' && isOrdered)
      steps.push(textOf(tokens.slice(from, at)))
  }
  return steps
}

/** A file that a text shows or leads to. `words` is what it says of it: without any, who cannot see it has nothing. */
export type UsedFile = { id: string; use: 'picture' | 'clip' | 'link'; words: string }

/** Every file that the text names, in its order; one that is named twice is there twice. */
export function filesIn(markdown: string): UsedFile[] {
  return tokensOf(markdown).flatMap(({ children }) => (children ?? []).flatMap(usedBy))
}

function usedBy(token: Token, at: number, line: readonly Token[]): UsedFile[] {
  if (token.type === 'image') {
    const { address, alt } = shownBy(token)
    const media = mediaOf(address.trim())
    return media ? [{ id: media.id, use: media.kind, words: alt }] : []
  }
  const id = token.type === 'link_open' ? fileIdOf(saidBy(token, 'href').trim()) : undefined
  if (id === undefined) return []
  const end = line.findIndex(({ type }, n) => n > at && type === 'link_close')
  return [{ id, use: 'link', words: lineOf(line.slice(at + 1, end)).trim() }]
}

function textOf(tokens: readonly Token[]): string {
  const lines: string[] = []
  const lists: (number | null)[] = []
  let mark = ''
  let cells: string[] | null = null
  const say = (text: string) => {
    if (text.trim() === '') return
    lines.push(mark + text.trim())
    mark = ''
  }
  for (const token of tokens) {
    if (token.type === 'bullet_list_open') lists.push(null)
    else if (token.type === 'ordered_list_open') lists.push(Number(saidBy(token, 'start') || 1))
    else if (token.type.endsWith('list_close')) lists.pop()
    else if (token.type === 'list_item_open') mark = markOf(lists)
    else if (token.type === 'tr_open') cells = []
    else if (token.type === 'tr_close') {
      say(cells?.join('\t') ?? '')
      cells = null
    } else if (token.type === 'fence' || token.type === 'code_block') say(token.content)
    else if (token.type === 'inline') {
      const line = lineOf(token.children ?? [])
      if (cells) cells.push(line.trim())
      else say(line)
    }
  }
  return lines.join('\n')
}

function markOf(lists: (number | null)[]): string {
  const n = lists.at(-1)
  if (n === null || n === undefined) return '- '
  lists[lists.length - 1] = n + 1
  return `${n}. `
}

const lineOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return '\n'
      if (token.type !== 'image') return token.content
      const { alt, caption } = shownBy(token)
      return [alt, caption].filter(Boolean).join('：')
    })
    .join('')

import { linesOf, listIn } from './cells.ts'

export type AuthorityText = { authority: string; body: string }

/** A line that says for which agency the lines below are; one of the text itself has a backslash before it. */
const HEADING = /^【([\p{L}\p{N}][\p{L}\p{N}._-]*)】\s*$/u
const LIKE_HEADING = /^\\*【/u

/** The texts for several authorities in one cell, each below a line with the agency's code. */
export const authorityTexts = (texts: readonly AuthorityText[]): string =>
  texts
    .map(({ authority, body }) => {
      const lines = body.split('\n').map((line) => (LIKE_HEADING.test(line) ? `\\${line}` : line))
      return [`【${authority}】`, ...lines].join('\n')
    })
    .join('\n')

/**
 * What such a cell says; a JSON list of `{ authority, body }` too.
 * @returns undefined when it cannot be read: text before the first agency, an agency twice, or none of its text
 */
export function readAuthorityTexts(cell: string): AuthorityText[] | undefined {
  const texts = listIn(cell) ? fromList(listIn(cell) ?? []) : fromLines(cell)
  if (!texts || texts.some(({ authority, body }) => authority === '' || body === '')) return undefined
  return new Set(texts.map(({ authority }) => authority)).size === texts.length ? texts : undefined
}

function fromLines(cell: string): AuthorityText[] | undefined {
  const texts: { authority: string; lines: string[] }[] = []
  for (const line of linesOf(cell).split('\n')) {
    const authority = HEADING.exec(line)?.[1]
    if (authority !== undefined) texts.push({ authority, lines: [] })
    else if (texts.length === 0) return undefined
    else texts.at(-1)!.lines.push(LIKE_HEADING.test(line) && line.startsWith('\\') ? line.slice(1) : line)
  }
  return texts.map(({ authority, lines }) => ({ authority, body: lines.join('\n').trim() }))
}

const fromList = (list: readonly unknown[]): AuthorityText[] =>
  list.map((one) => {
    const { authority, body } = (one ?? {}) as { authority?: unknown; body?: unknown }
    return {
      authority: typeof authority === 'string' ? authority.trim() : '',
      body: typeof body === 'string' ? linesOf(body) : '',
    }
  })

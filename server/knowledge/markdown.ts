import type { Places } from './markdown/addresses.ts'
import { attributes, escaped } from './markdown/escape.ts'
import { figureOf } from './markdown/figures.ts'
import { inlineHtml, onlyMedia } from './markdown/inline.ts'
import { saidBy, type Token, tokensOf } from './markdown/parse.ts'

export type { Places } from './markdown/addresses.ts'

const SIMPLE: Record<string, string> = {
  paragraph_open: '<p>',
  paragraph_close: '</p>\n',
  bullet_list_open: '<ul>\n',
  bullet_list_close: '</ul>\n',
  ordered_list_close: '</ol>\n',
  list_item_open: '<li>',
  list_item_close: '</li>\n',
  blockquote_open: '<blockquote>\n',
  blockquote_close: '</blockquote>\n',
  hr: '<hr>\n',
  table_open: '<div class="wide" tabindex="0"><table>\n',
  table_close: '</table></div>\n',
  thead_open: '<thead>\n',
  thead_close: '</thead>\n',
  tbody_open: '<tbody>\n',
  tbody_close: '</tbody>\n',
  tr_open: '<tr>',
  tr_close: '</tr>\n',
  th_close: '</th>',
  td_close: '</td>',
}

/**
 * An entry's Markdown as HTML that can stand in a page of ours: every element and attribute in it is written here, and
 * none of them is a script, a style or an address outside that is asked by itself. HTML within the Markdown is shown as
 * it was typed.
 *
 * @param headingsFrom level of `#` (1 to 6), since a page has headings above the text
 */
export function htmlOf(markdown: string, places: Places, { headingsFrom = 3 } = {}): string {
  const tokens = tokensOf(markdown)
  const html: string[] = []
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!
    const media = token.type === 'paragraph_open' ? onlyMedia(tokens[at + 1]) : undefined
    if (media) {
      html.push(figureOf(media, places), '\n')
      at += 2
    } else html.push(blockHtml(token, places, headingsFrom))
  }
  return html.join('')
}

function blockHtml(token: Token, places: Places, headingsFrom: number): string {
  // Paragraphs of a list without blank lines.
  if (token.hidden) return ''
  switch (token.type) {
    case 'inline':
      return inlineHtml(token.children ?? [], places)
    case 'heading_open':
      return `<h${levelOf(token, headingsFrom)}>`
    case 'heading_close':
      return `</h${levelOf(token, headingsFrom)}>\n`
    case 'ordered_list_open':
      return `<ol${attributes({ start: startOf(token) })}>\n`
    case 'fence':
    case 'code_block':
      return `<pre tabindex="0"><code>${escaped(token.content)}</code></pre>\n`
    case 'th_open':
      return `<th scope="col"${attributes({ class: alignmentOf(token) })}>`
    case 'td_open':
      return `<td${attributes({ class: alignmentOf(token) })}>`
    default:
      return SIMPLE[token.type] ?? ''
  }
}

const levelOf = ({ tag }: Token, headingsFrom: number) => Math.min(6, headingsFrom + Number(tag.slice(1)) - 1)

function startOf(token: Token): string | undefined {
  const start = Number(saidBy(token, 'start') || 1)
  return Number.isSafeInteger(start) && start !== 1 ? String(start) : undefined
}

/** The library says it by a style, which pages do not allow. */
const alignmentOf = (token: Token) => {
  const side = /^text-align:(left|center|right)$/.exec(saidBy(token, 'style'))?.[1]
  return side && `to-${side}`
}

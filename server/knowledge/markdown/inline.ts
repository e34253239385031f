import { isOutside, type Places, safeAddress } from './addresses.ts'
import { attributes, escaped } from './escape.ts'
import { mediaHtml, type Shown } from './figures.ts'
import { saidBy, type Token } from './parse.ts'

const SIMPLE: Record<string, string> = {
  softbreak: '<br>',
  hardbreak: '<br>',
  strong_open: '<strong>',
  strong_close: '</strong>',
  em_open: '<em>',
  em_close: '</em>',
  s_open: '<s>',
  s_close: '</s>',
}

/** The line of a paragraph, a heading or a cell. */
export function inlineHtml(tokens: readonly Token[], places: Places): string {
  let html = ''
  // Of each link that is open, whether it leads somewhere: one that does not is only its words.
  const links: boolean[] = []
  for (const token of tokens) {
    if (token.type === 'text')
      html += links.includes(true) ? words(token.content) : linked(token.content, places)
    else if (token.type === 'code_inline') html += `<code>${escaped(token.content)}</code>`
    else if (token.type === 'image') html += mediaHtml(shownBy(token), places)
    else if (token.type === 'link_open') {
      const open = linkOpen(saidBy(token, 'href'), saidBy(token, 'title'), places)
      links.push(open !== '')
      html += open
    } else if (token.type === 'link_close') html += links.pop() ? '</a>' : ''
    else html += SIMPLE[token.type] ?? ''
  }
  return html
}

/** The only picture or clip of a paragraph that has nothing else. */
export function onlyMedia(token: Token | undefined): Shown | undefined {
  const seen = token?.children?.filter(({ type, content }) => type !== 'text' || content.trim() !== '') ?? []
  const [only] = seen
  return seen.length === 1 && only?.type === 'image' ? shownBy(only) : undefined
}

export const shownBy = (image: Token): Shown => ({
  address: saidBy(image, 'src'),
  alt: altOf(image.children ?? []),
  caption: saidBy(image, 'title'),
})

const altOf = (tokens: readonly Token[]): string =>
  tokens
    .map((token) => {
      if (token.type === 'softbreak' || token.type === 'hardbreak') return ' '
      return token.type === 'image' ? altOf(token.children ?? []) : token.content
    })
    .join('')
    .trim()

const words = (text: string) => escaped(text).replaceAll('\n', '<br>')

function linkOpen(written: string, title: string, places: Places): string {
  const href = safeAddress(written, places)
  if (href === undefined) return ''
  const rel = isOutside(href) ? 'noopener noreferrer' : undefined
  return `<a${attributes({ href, title: title || undefined, rel })}>`
}

/** Addresses and numbers of entries in plain words. Chinese punctuation ends an address, and is no part of one. */
const NAMED = /(?<![A-Za-z0-9])(?:https?:\/\/[\w\-.~:/?#@!$&'*+,;=%()[\]]{1,2000}|[Qq]\d{6}(?![A-Za-z0-9]))/g

function linked(text: string, places: Places): string {
  let html = ''
  let at = 0
  for (const { 0: named, index } of text.matchAll(NAMED)) {
    const address = named.replace(/[.,;:!?'*)\]]+$/, '')
    const open = linkOpen(address, '', places)
    if (open === '') continue
    html += `${words(text.slice(at, index))}${open}${escaped(address)}</a>`
    at = index + address.length
  }
  return html + words(text.slice(at))
}

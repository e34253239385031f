import { Parser } from 'htmlparser2'
import { QUOTED, QUOTED_BELOW } from './safe-html.ts'

/** Stand in words for where a quote begins and ends, and where everything below is one. No text may hold them. */
export const MARK = { begin: '\ufdd0', end: '\ufdd1', below: '\ufdd2' } as const

const BLOCKS = new Set(
  `address article blockquote caption center dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main
  nav ol p pre section summary table tbody tfoot thead tr ul`.split(/\s+/),
)
const SPACED = new Set('p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre'.split(' '))
const DEEPEST_QUOTE = 20

type Place = { name: string; isQuote: boolean; href: string; from: number; count: number }

/**
 * The words of safe HTML as plain text: a block a line, a table's row a line with its cells apart, lists with their
 * marks, links with where they lead when they do not say it, quotes with `>` and between marks. One pass, no recursion.
 */
export function htmlWords(html: string): string {
  const out = linesOfText()
  const open: Place[] = []
  let pre = 0
  const parser = new Parser(
    {
      onopentag(name, attribs) {
        if (name === 'br') return out.newline()
        if (name === 'hr') return out.block('────────')
        if (name === 'img') return out.say(attribs['alt'] ? `[${attribs['alt'].trim()}]` : '')
        const isMarked = (attribs['class'] ?? '').split(' ')
        if (BLOCKS.has(name)) out.end(SPACED.has(name) ? 2 : 1)
        if (name === 'td' || name === 'th') out.cell()
        if (name === 'li') out.item(marker(open))
        if (name === 'pre') pre++
        if (isMarked.includes(QUOTED_BELOW)) out.block(MARK.below)
        const isQuote = isMarked.includes(QUOTED)
        if (isQuote) out.quote(name === 'blockquote' ? 1 : 0, MARK.begin)
        open.push({
          name,
          isQuote,
          href: attribs['href'] ?? '',
          from: out.length(),
          count: Number(attribs['start'] ?? 1),
        })
      },
      ontext: (text) => out.say(text, pre > 0),
      onclosetag(name) {
        const place = open.at(-1)?.name === name ? open.pop() : undefined
        if (!place) return
        if (name === 'a') out.link(place)
        if (name === 'pre') pre--
        if (BLOCKS.has(name)) out.end(SPACED.has(name) ? 2 : 1)
        if (name === 'td' || name === 'th') out.cell()
        if (place.isQuote) out.quote(name === 'blockquote' ? -1 : 0, MARK.end)
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  )
  parser.end(html)
  return out.text()
}

function marker(open: Place[]) {
  const list = open.findLast(({ name }) => name === 'ol' || name === 'ul')
  const depth = open.filter(({ name }) => name === 'ol' || name === 'ul').length
  const mark = list?.name === 'ol' ? `${list.count++}. ` : '• '
  return '  '.repeat(Math.min(Math.max(depth - 1, 0), 6)) + mark
}

/** Text that grows by words, lines and blocks. */
function linesOfText() {
  const done: string[] = []
  /** Of the line that has begun. */
  let pieces: string[] = []
  let length = 0
  let deep = 0
  let hasSpace = false
  let hasCell = false
  let hasOnlyMark = false
  let empty = 2

  const append = (text: string) => {
    if (text === '') return
    if (hasCell && pieces.length > 0) pieces.push('\t')
    hasCell = false
    hasOnlyMark = false
    pieces.push(text)
    length += text.length
  }
  const put = (text: string) => {
    const bare = text.trimEnd()
    empty = bare === '' ? empty + 1 : 0
    if (bare === '' && empty > 2) return
    done.push(deep > 0 ? `${'>'.repeat(deep)} ${bare}`.trimEnd() : bare)
  }
  const newline = () => {
    put(pieces.join(''))
    pieces = []
    hasOnlyMark = false
    hasSpace = false
    hasCell = false
  }
  /** Ends a line that has begun; with 2, an empty line follows. */
  const end = (lines: number) => {
    if (pieces.length > 0) newline()
    if (lines > 1 && empty === 0) put('')
    hasSpace = false
    hasCell = false
  }
  const sayAsItIs = (text: string) => {
    const [first = '', ...rest] = text.replaceAll('\r', '').split('\n')
    append(first)
    for (const next of rest) {
      newline()
      append(next)
    }
  }
  return {
    newline,
    end,
    length: () => length,
    say(text: string, isPre = false) {
      if (isPre) return sayAsItIs(text)
      const words = text.replace(/[\s\u00a0]+/g, ' ')
      const bare = words.trim()
      if (bare === '') {
        hasSpace ||= words !== ''
        return
      }
      if ((hasSpace || words.startsWith(' ')) && pieces.length > 0 && !hasCell && !hasOnlyMark) append(' ')
      hasSpace = words.endsWith(' ')
      append(bare)
    },
    /** What is said next stands in a cell of its own. */
    cell() {
      if (pieces.length > 0 && !hasOnlyMark) hasCell = true
      hasSpace = false
    },
    item(mark: string) {
      pieces = [mark]
      hasOnlyMark = true
    },
    block(text: string) {
      end(1)
      put(text)
    },
    quote(change: number, mark: string) {
      end(1)
      if (change > 0) done.push(mark)
      deep = Math.min(Math.max(deep + change, 0), DEEPEST_QUOTE)
      if (change <= 0) done.push(mark)
      empty = 2
    },
    /** Where a link leads, unless its words say so. */
    link({ href, from }: Place) {
      const shown = href.replace(/^mailto:/i, '')
      if (href === '' || length === from || length - from > LONGEST_LINK_TEXT) return
      const said = lastOf(pieces, length - from).trim()
      if (said.replace(/\/$/, '').endsWith(shown.replace(/\/$/, '')) || shown.includes(said)) return
      append(` <${shown.slice(0, 300)}>`)
    },
    text() {
      end(1)
      return done.join('\n')
    },
  }
}

const LONGEST_LINK_TEXT = 2000

function lastOf(pieces: readonly string[], length: number) {
  let said = ''
  for (let i = pieces.length - 1; i >= 0 && said.length < length; i--) said = pieces[i] + said
  return said.slice(-length)
}

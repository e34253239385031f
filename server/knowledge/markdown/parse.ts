import MarkdownIt from 'markdown-it'
import { cleanText } from '../../platform/zh/text.ts'
import { ChineseState } from './emphasis.ts'

type Parser = InstanceType<typeof MarkdownIt>
export type Token = InstanceType<typeof MarkdownIt.Token>

/** What a mark of the text says of itself: where a link leads, what a picture is called. '' where it says nothing. */
export const saidBy = (token: Token, name: 'href' | 'src' | 'title' | 'start' | 'style'): string =>
  String(token.attrGet(name) ?? '')

/** Longer texts, in UTF-16 units, are shown as they were typed, in paragraphs. No entry written by hand is so long. */
const LONGEST = 200_000
/** More brackets than this in one paragraph are no links: each of them may be looked for to its end. */
const MOST_BRACKETS = 500
const DEEPEST = 30

/**
 * What the Markdown of an entry consists of. It is CommonMark with tables and ~~strikethrough~~, without HTML (which is
 * text like any other) and without references; a line break is one. Takes time by the length of the text, however it is
 * made.
 */
export const tokensOf = (markdown: string): Token[] => {
  const text = cleanText(markdown)
  return (text.length > LONGEST ? paragraphsOnly : full).parse(text, {})
}

const full = chinese(new MarkdownIt({ html: false, linkify: false, typographer: false }))
const paragraphsOnly = new MarkdownIt('zero')

/** Set up for texts whose words are not divided by blanks, and for links that are judged when they are shown. */
function chinese(parser: Parser): Parser {
  parser.set({ maxNesting: DEEPEST })
  parser.disable(['reference', 'html_block', 'html_inline'])
  parser.validateLink = () => true
  parser.normalizeLink = (address) => address
  parser.normalizeLinkText = (address) => address
  parser.inline.State = ChineseState
  parser.core.ruler.at('inline', (state) => {
    for (const token of state.tokens) {
      if (token.type !== 'inline') continue
      token.children = []
      if (bracketsIn(token.content) > MOST_BRACKETS) token.children.push(textToken(token.content))
      else parser.inline.parse(token.content, parser, state.env, token.children)
    }
  })
  return parser
}

function textToken(content: string): Token {
  const token = new MarkdownIt.Token('text', '', 0)
  token.content = content
  return token
}

function bracketsIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('['); at >= 0; at = text.indexOf('[', at + 1)) count++
  return count
}

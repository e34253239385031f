import sanitize from 'sanitize-html'
import { oneLine } from './header-text.ts'
import { safeStyle } from './safe-style.ts'
import { shallowHtml } from './shallow-html.ts'

const DEEPEST = 150
const LONGEST_LINK = 2000
const LONGEST_ATTRIBUTE = 500

/** What a quote of an earlier mail is marked with, for `words` and for the screen that folds it. */
export const QUOTED = 'mail-quoted'
/** From here to the end everything is an earlier mail. */
export const QUOTED_BELOW = 'mail-quoted-below'
/** Stands where a picture was that would have been loaded from outside. */
const LEFT_OUT = 'mail-image-left-out'

const TABLE = [
  'align',
  'valign',
  'width',
  'height',
  'bgcolor',
  'colspan',
  'rowspan',
  'cellpadding',
  'cellspacing',
  'border',
  'nowrap',
]

const OPTIONS: sanitize.IOptions = {
  allowedTags:
    `a abbr address article b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt
    em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark nav ol p pre q rp rt ruby s samp
    section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr`.split(
      /\s+/,
    ),
  // Not their content either.
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'select',
    'xmp',
    'title',
    'svg',
    'math',
    'template',
    'object',
    'applet',
    'audio',
    'video',
    'noembed',
    'noframes',
    'plaintext',
  ],
  allowedAttributes: {
    '*': ['style', 'dir', 'lang', 'title', 'align', 'class'],
    a: ['href', 'rel', 'target'],
    img: ['src', 'alt', 'width', 'height', 'border'],
    font: ['color', 'face', 'size'],
    ol: ['start', 'type'],
    ul: ['type'],
    li: ['value', 'type'],
    table: TABLE,
    td: TABLE,
    th: TABLE,
    tr: TABLE,
    col: ['width', 'span'],
    hr: ['width', 'size', 'color'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['cid'] },
  allowedSchemesAppliedToAttributes: ['href', 'src'],
  allowProtocolRelative: false,
  // Done by our own rules, and much faster.
  parseStyleAttributes: false,
  nestingLimit: DEEPEST,
  transformTags: { '*': safeTag },
}

/** HTML that can be shown inside a page of ours: it runs nothing, covers nothing and asks nobody outside for anything. */
export const safeHtml = (html: string): string => sanitize(shallowHtml(html), OPTIONS)

function safeTag(tagName: string, attribs: sanitize.Attributes): sanitize.Tag {
  const safe: sanitize.Attributes = {}
  for (const [name, value] of Object.entries(attribs)) {
    if (name === 'style') {
      const style = safeStyle(value)
      if (style) safe['style'] = style
    } else if (name !== 'class' && name !== 'id' && name !== 'href' && name !== 'src')
      if (value.length <= LONGEST_ATTRIBUTE) safe[name] = value
  }
  const mark = quoteMark(tagName, attribs)
  if (mark) safe['class'] = mark
  if (tagName === 'a') return { tagName, attribs: linked(safe, attribs['href'] ?? '') }
  if (tagName !== 'img') return { tagName, attribs: safe }
  const src = (attribs['src'] ?? '').trim()
  if (/^cid:/i.test(src) && src.length < LONGEST_ATTRIBUTE)
    return { tagName, attribs: { ...safe, src: `cid:${contentIdIn(src)}` } }
  const alt = oneLine(attribs['alt'] ?? '').slice(0, 200)
  return { tagName: 'span', attribs: { class: LEFT_OUT }, text: alt ? `[${alt}]` : '' }
}

function contentIdIn(src: string) {
  const id = src.slice(4).replace(/[<>"\s]/g, '')
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

function linked(safe: sanitize.Attributes, href: string): sanitize.Attributes {
  // Browsers leave these out of an address too.
  const bare = href.replace(/[\0-\x20\x7f]/g, '')
  if (!/^(https?:\/\/|mailto:)/i.test(bare) || bare.length > LONGEST_LINK) return safe
  return { ...safe, href: bare, rel: 'noopener noreferrer nofollow', target: '_blank' }
}

const OURS = new Set([QUOTED, QUOTED_BELOW, LEFT_OUT])
const BELOW = new Set([
  'divrplyfwdmsg',
  'appendonsend',
  'replysplit',
  'mail-editor-reference-message-container',
])
const QUOTES =
  /(^|\s)(gmail_quote|gmail_extra|yahoo_quoted|protonmail_quote|moz-cite-prefix|ntes-mailmaster-quote|zmail_extra|tutanota_quote)(\s|_|$)/

/** How the programs that people write mails with mark what they quote. */
function quoteMark(tagName: string, attribs: sanitize.Attributes): string | undefined {
  const id = (attribs['id'] ?? '').toLowerCase().replace(/^x_+/, '')
  if (BELOW.has(id)) return QUOTED_BELOW
  const name = (attribs['class'] ?? '').toLowerCase()
  if (OURS.has(name)) return name
  if (tagName === 'blockquote') {
    const isIndent = /margin:\s*0(px)?\s+0(px)?\s+0(px)?\s+40px/.test(attribs['style'] ?? '')
    return isIndent && attribs['type'] !== 'cite' ? undefined : QUOTED
  }
  if (QUOTES.test(name) || id === 'isreplycontent' || /^yahoo_quoted/.test(id)) return QUOTED
  return undefined
}

const LONGEST_VALUE = 200

const ALLOWED = new Set(
  `color background-color font font-family font-size font-style font-weight font-variant text-align text-decoration
  text-decoration-line text-indent text-transform line-height letter-spacing word-spacing vertical-align white-space
  direction list-style list-style-type list-style-position width max-width min-width height max-height border
  border-top border-right border-bottom border-left border-color border-style border-width border-collapse
  border-spacing border-top-width border-bottom-width border-left-width border-right-width border-top-style
  border-bottom-style border-left-style border-right-style border-top-color border-bottom-color border-left-color
  border-right-color border-radius padding padding-top padding-right padding-bottom padding-left margin margin-top
  margin-right margin-bottom margin-left background display float clear word-break overflow-wrap table-layout
  caption-side empty-cells page-break-inside`.split(/\s+/),
)

const DISPLAYS = new Set(
  'none block inline inline-block list-item table table-row table-cell table-caption table-row-group table-header-group'.split(
    ' ',
  ),
)

/** The only functions that load nothing and move nothing. */
const FUNCTION = /([a-z-]*)\(/g

/** What a `style` attribute may say: looks, never a place on the page, never anything from outside. */
export function safeStyle(style: string): string {
  const kept: string[] = []
  for (const declaration of style.slice(0, 4000).split(';')) {
    const colon = declaration.indexOf(':')
    if (colon < 0) continue
    const name = declaration.slice(0, colon).trim().toLowerCase()
    const value = declaration.slice(colon + 1).trim()
    if (ALLOWED.has(name) && isSafe(name, value)) kept.push(`${name}:${value}`)
  }
  return kept.join(';')
}

function isSafe(name: string, value: string) {
  if (value === '' || value.length > LONGEST_VALUE) return false
  // Backslashes and comments would hide what the rest looks for.
  if (/[\\<>{}@`&]|\/\*|\/\/|:/.test(value)) return false
  const lower = value.toLowerCase()
  for (const [, called] of lower.matchAll(FUNCTION)) if (!/^(rgba?|hsla?)$/.test(called ?? '')) return false
  if (lower.includes('expression') || lower.includes('javascript')) return false
  if (name === 'display') return DISPLAYS.has(lower.replace('!important', '').trim())
  // To pull something over what stands beside it, or off the page.
  if (/^(margin|text-indent|letter-spacing|word-spacing|line-height)/.test(name))
    return !/(^|\s)-/.test(lower)
  return true
}

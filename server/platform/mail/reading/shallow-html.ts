const DEEPEST = 400
/** Tags that another of their kind ends count little: many of them in a row are no depth. */
const OPTIONAL = new Set('p li td th tr dt dd option optgroup thead tbody tfoot colgroup'.split(' '))
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const LITTLE = 0.02
const LONGEST_NAME = 20

/**
 * HTML without the tags that lie deeper in one another than anybody's do: what reads it takes time by the square of
 * the depth. Their text stays.
 */
export function shallowHtml(html: string): string {
  const pieces: string[] = []
  let depth = 0
  let dropped = 0
  let at = 0
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', open + 1)) {
    const isClosing = html.charCodeAt(open + 1) === 0x2f
    const name = nameAt(html, open + (isClosing ? 2 : 1))
    if (name === '' || VOID.has(name)) continue
    const weight = OPTIONAL.has(name) ? LITTLE : 1
    const isTooDeep = isClosing ? dropped > 0 : depth >= DEEPEST
    if (!isTooDeep) {
      depth = Math.max(0, depth + (isClosing ? -weight : weight))
      continue
    }
    dropped += isClosing ? -1 : 1
    const end = html.indexOf('>', open)
    if (end < 0) break
    pieces.push(html.slice(at, open))
    at = end + 1
    open = end
  }
  return at === 0 ? html : pieces.join('') + html.slice(at)
}

function nameAt(html: string, start: number) {
  let end = start
  while (end < start + LONGEST_NAME && isLetter(html.charCodeAt(end))) end++
  return html.slice(start, end).toLowerCase()
}

const isLetter = (code: number) =>
  (code >= 0x61 && code <= 0x7a) ||
  (code >= 0x41 && code <= 0x5a) ||
  (code >= 0x30 && code <= 0x39) ||
  code === 0x3a ||
  code === 0x2d

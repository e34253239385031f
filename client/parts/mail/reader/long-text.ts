/** About a screen and a half of words: few enough to lay out in no time, many enough that there are few pieces. */
const PIECE = 6_000

/**
 * A long text in pieces that follow each other, so that only those in sight need to be laid out. Pieces end with a
 * line where there is one, and never within a character. Joined with line feeds where `ends` is true they are the text.
 */
export function piecesOf(text: string, size = PIECE): { text: string; endsLine: boolean }[] {
  const pieces: { text: string; endsLine: boolean }[] = []
  let from = 0
  while (from < text.length) {
    if (text.length - from <= size) {
      pieces.push({ text: text.slice(from), endsLine: false })
      break
    }
    const line = text.lastIndexOf('\n', from + size)
    if (line > from) {
      pieces.push({ text: text.slice(from, line), endsLine: true })
      from = line + 1
      continue
    }
    const isWithin = text.charCodeAt(from + size - 1) >> 10 === 0b110110
    const to = from + size - (isWithin ? 1 : 0)
    pieces.push({ text: text.slice(from, to), endsLine: false })
    from = to
  }
  return pieces
}

/** The beginning of a text, in whole characters; undefined when it is short enough to be shown in full. */
export function beginningOf(text: string, most: number): string | undefined {
  if (text.length <= most) return undefined
  const line = text.lastIndexOf('\n', most)
  if (line > most / 2) return text.slice(0, line)
  return text.slice(0, text.charCodeAt(most - 1) >> 10 === 0b110110 ? most - 1 : most)
}

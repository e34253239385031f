/** Where the caret of a text stands, or what is selected in it. */
type Selection = { start: number; end: number }

/**
 * Puts words into a text as paragraphs of their own: where the caret is, in place of what is selected, at the end when
 * nobody has been there.
 *
 * @returns the text, and where the caret belongs then: behind what was put in
 */
export function insertWords(
  text: string,
  words: string,
  at: Selection | undefined,
): { text: string; caret: number } {
  if (text.trim() === '') return { text: words, caret: words.length }
  const { start, end } = at ?? { start: text.length, end: text.length }
  const before = text.slice(0, start).trimEnd()
  const after = text.slice(end).trimStart()
  const beginning = `${before === '' ? '' : `${before}\n\n`}${words}`
  return { text: after === '' ? beginning : `${beginning}\n\n${after}`, caret: beginning.length }
}

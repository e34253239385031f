/** Characters as a reader counts them: 𠮷 is one, an emoji with modifiers is one. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of new Intl.Segmenter('zh-Hant-TW', { granularity: 'grapheme' }).segment(text)) count += 1
  return count
}

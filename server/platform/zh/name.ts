import { graphemesOf } from './text.ts'

const SEPARATOR = /([‧·・•\s-]+)/u
const LATIN = /^\p{Script=Latin}/u

/**
 * A name for public lists: 陳○君, 王○, 歐○○美; indigenous names keep their dot (瓦○○‧○幹), Latin names the
 * first letter of each word (`M○ S○`).
 */
export function maskName(name: string): string {
  const pieces = name.trim().split(SEPARATOR)
  if (LATIN.test(pieces[0] ?? '')) {
    return pieces
      .map((piece, n) => (n % 2 === 1 || piece === '' ? piece : `${graphemesOf(piece)[0]}○`))
      .join('')
  }
  const words = pieces.map((piece, n) => ({ isSeparator: n % 2 === 1, characters: graphemesOf(piece) }))
  const total = words.reduce((sum, word) => sum + (word.isSeparator ? 0 : word.characters.length), 0)
  let at = 0
  return words
    .map(({ isSeparator, characters }) => {
      if (isSeparator) return characters.join('')
      return characters.map((character) => (isShown(at++, total) ? character : '○')).join('')
    })
    .join('')
}

const isShown = (at: number, total: number) => at === 0 || (total > 2 && at === total - 1)

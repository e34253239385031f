/** How surely a word means another, as editors choose it. */
export const WEIGHTS = ['1', '0.7', '0.5', '0.3'] as const
export type Weight = (typeof WEIGHTS)[number]

/** The choice nearest to what is kept. */
export const nearestWeight = (weight: number): Weight =>
  WEIGHTS.toSorted((one, other) => Math.abs(Number(one) - weight) - Math.abs(Number(other) - weight))[0]!

const BETWEEN = /[\n、,，;；]/

/** Words as somebody types them, one a line or with commas between; each once, none of them the word itself. */
export const meansIn = (typed: string, word: string): string[] =>
  [...new Set(typed.split(BETWEEN).map((one) => one.trim()))].filter(
    (one) => one !== '' && one !== word.trim(),
  )

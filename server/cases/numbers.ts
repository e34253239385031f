// Eight digits of a sequence are more cases than a year can bring, and far below what the column holds.
const NUMBER = /^(\d{2,3})[-‐‑‒–—―−ー ](\d{1,8})$/

/**
 * The year (ROC) and sequence of a case number as somebody typed or pasted it: with full-width digits, spaces, another
 * dash or without its zeros. Without any dash the first three digits are the year.
 *
 * @returns undefined when it is no number of a case
 */
export function numberPartsOf(typed: string): { year: number; seq: number } | undefined {
  const plain = typed.normalize('NFKC').trim().replaceAll(/\s+/g, ' ')
  const joined = /^(\d{3})(\d{6,8})$/.exec(plain) ?? NUMBER.exec(plain)
  if (!joined) return undefined
  const [year, seq] = [Number(joined[1]), Number(joined[2])]
  return seq > 0 ? { year, seq } : undefined
}

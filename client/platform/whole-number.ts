/** A whole number as typed, full-width digits too; NaN for anything else. */
export function wholeNumber(text: string): number {
  const plain = text.normalize('NFKC').trim()
  return /^\d+$/.test(plain) ? Number(plain) : Number.NaN
}

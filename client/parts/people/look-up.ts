export type LookUpBy = 'phone' | 'email' | 'personnelNo' | 'name'

const FEWEST_DIGITS = 4

/**
 * What somebody looks a person up by, told from what they type: `0912-345-678`, `049-222-2106 轉 12`, `name@…`,
 * `D0001234`, else the beginning of a name.
 *
 * @returns undefined while there is too little to look for
 */
export function lookUpBy(typed: string): { by: LookUpBy; text: string } | undefined {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return undefined
  if (text.includes('@')) return text.length > 3 ? { by: 'email', text } : undefined
  if (/^[a-z]{1,3}\d{3,}$/i.test(text)) return { by: 'personnelNo', text }
  if (/^[+\d(]/.test(text)) {
    const digits = text.replace(/\D/g, '')
    return digits.length >= FEWEST_DIGITS ? { by: 'phone', text } : undefined
  }
  return { by: 'name', text }
}

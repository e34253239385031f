/**
 * A case's number as people say it: `115-000731`, `115000731`, or only the digits after the year's dash.
 *
 * @param year the present 民國 year
 */
export function numberIn(typed: string, year: number): string | undefined {
  const text = typed.normalize('NFKC').replace(/\s/g, '')
  const [, said, digits] = /^(?:(\d{2,3})-)?(\d{1,7})$/.exec(text) ?? []
  if (!digits) return undefined
  if (said) return `${said}-${digits.padStart(6, '0')}`
  if (digits.length <= 6) return `${year}-${digits.padStart(6, '0')}`
  return undefined
}

import { createHash } from 'node:crypto'
import type { Secrets } from '../platform/secrets.ts'
import type { Id } from '../platform/values.ts'

// Crockford's base 32: no I, L, O, U, so that a code can be read out on the telephone.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The code on a receipt, e.g. `7K2M-9XQ4`: with the number it shows the case without signing in. Derived, never stored. */
export function caseCodeOf(secrets: Pick<Secrets, 'sign'>, caseId: Id<'case'>) {
  const digest = createHash('sha256').update(secrets.sign('case-code', caseId)).digest()
  const letters = [...digest.subarray(0, 8)].map((byte) => ALPHABET[byte % 32]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** Whether a code, as typed (any case, with or without the hyphen, O for 0, I or L for 1), is this case's. */
export const isCaseCode = (secrets: Pick<Secrets, 'sign'>, caseId: Id<'case'>, typed: string) =>
  canonical(typed) === canonical(caseCodeOf(secrets, caseId))

const canonical = (code: string) =>
  code.normalize('NFKC').toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')

/** The token in a survey's link: names the case and cannot be made without SECRET_KEY. */
export const surveyTokenOf = (secrets: Pick<Secrets, 'sign'>, caseId: Id<'case'>) =>
  `${Buffer.from(caseId.replaceAll('-', ''), 'hex').toString('base64url')}.${secrets.sign('survey-token', caseId)}`

/** @returns undefined when the token is not one of ours */
export function caseOfSurveyToken(secrets: Pick<Secrets, 'isSigned'>, token: string): Id<'case'> | undefined {
  const [name = '', signature = ''] = token.split('.')
  const hex = Buffer.from(name, 'base64url').toString('hex')
  const caseId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') as Id<'case'>
  return UUID.test(caseId) && secrets.isSigned('survey-token', caseId, signature) ? caseId : undefined
}

/** Where a case's progress is shown; the code goes into the fragment, which no server log ever sees. */
export const progressLink = (publicUrl: string, number: string, code: string) =>
  `${publicUrl}/cases/${number}#${code}`

export const surveyLink = (publicUrl: string, token: string) => `${publicUrl}/surveys/${token}`

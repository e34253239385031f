import { timingSafeEqual } from 'node:crypto'
import type { Secrets } from '../platform/secrets.ts'
import type { Id } from '../platform/values.ts'
import { numberPartsOf } from './numbers.ts'

// Lower case throughout, and none that is read for another: mail systems change capitals, people retype.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const LENGTH = 16
/** RFC 5321, 4.5.3.1.1: no server need take a longer local part. */
const LONGEST_LOCAL = 64
const TAGGED = new RegExp(`\\+(\\d{2,3}-\\d{1,8})\\.([${ALPHABET}]{${LENGTH}})@[^@]+$`)

/**
 * The address that answers to a case's letters go to: `help+115-000731.7k2m…@agency.gov.tw`. Who knows it has had a
 * letter of ours: it cannot be made without SECRET_KEY. The same for a case always, whichever mailbox it leaves from.
 *
 * @param mailboxAddress returned as it is where its own name leaves no room: threading then goes by other headers
 */
export function replyAddressOf(
  secrets: Pick<Secrets, 'sign'>,
  mailboxAddress: string,
  { id, number }: { id: Id<'case'>; number: string },
): string {
  const at = mailboxAddress.lastIndexOf('@')
  const local = `${mailboxAddress.slice(0, at)}+${number}.${signatureOf(secrets, id)}`
  return at < 1 || local.length > LONGEST_LOCAL ? mailboxAddress : `${local}${mailboxAddress.slice(at)}`
}

/** What a reply address claims, whatever its capitals; undefined when it is none. It proves nothing yet. */
export function numberInReplyAddress(
  address: string,
): { year: number; seq: number; signature: string } | undefined {
  const [, number = '', signature = ''] = TAGGED.exec(address.trim().toLowerCase()) ?? []
  const parts = numberPartsOf(number)
  return parts && { ...parts, signature }
}

/** Whether the signature in a reply address is this case's. */
export function isReplySignature(
  secrets: Pick<Secrets, 'sign'>,
  caseId: Id<'case'>,
  signature: string,
): boolean {
  const right = Buffer.from(signatureOf(secrets, caseId))
  const given = Buffer.from(signature.toLowerCase())
  return right.length === given.length && timingSafeEqual(right, given)
}

/** The mailbox that a tagged address belongs to: `help+anything@…` is `help@…`. */
export const withoutTag = (address: string) =>
  address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@[^@]*$)/, '')

/** 80 bits. */
function signatureOf(secrets: Pick<Secrets, 'sign'>, caseId: Id<'case'>) {
  const digest = Buffer.from(secrets.sign('reply-address', caseId), 'base64url')
  return [...digest.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % 32]).join('')
}

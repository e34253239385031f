import { parsePhone } from '../../platform/zh/phone.ts'

/**
 * Whether a number in E.164 may be dialled: it begins like one that is allowed, and like none of the exceptions. What
 * holds against toll fraud here is held once more where it is dialled.
 */
export function mayBeDialled(
  e164: string,
  { allow, deny }: { allow: readonly string[]; deny: readonly string[] },
): boolean {
  const begins = (beginnings: readonly string[]) =>
    beginnings.some((beginning) => digitsOf(e164).startsWith(digitsOf(beginning)))
  return begins(allow) && !begins(deny)
}

const digitsOf = (number: string) => number.replace(/\D/gu, '')

/** What somebody typed or a case says, as E.164; an extension is dialled by hand. */
export const dialledAs = (typed: string): string | undefined => parsePhone(typed)?.e164

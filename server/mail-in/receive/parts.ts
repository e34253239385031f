import { createHash } from 'node:crypto'
import { type KeptFile, keepReceived } from '../../files/keep-received.ts'
import { RECEIVED_LIMITS } from '../../files/received-limits.ts'
import type { Deps } from '../../platform/deps.ts'
import type { MailPart } from '../../platform/mail/read-mail.ts'
import type { Id } from '../../platform/values.ts'
import type { MailPartRef } from '../tables.ts'

/** A part of a mail whose bytes are kept as a file. */
export type KeptPart = KeptFile & Pick<MailPart, 'contentId' | 'inline'>

/**
 * Keeps what a mail carries, before the transaction that gives it to a case: the same mail again finds the same files.
 * @param owner what the files are kept for: the mail, or what was split from it
 * @throws Refusal 'unavailable' `temporarily-unavailable`
 */
export async function keepParts(
  deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'log'>,
  owner: string,
  parts: readonly MailPart[],
): Promise<KeptPart[]> {
  const kept: KeptPart[] = []
  let total = 0
  for (const [n, { name, mediaType, bytes, contentId, inline }] of parts.entries()) {
    total += bytes.length
    // The rest is in the mail as it came, which anybody who sees the case can save.
    if (n >= RECEIVED_LIMITS.maxFiles || total > RECEIVED_LIMITS.maxBytesTotal) break
    kept.push({
      ...(await keepReceived(deps, { id: partId(owner, n), name, bytes, mediaType })),
      contentId,
      inline,
    })
  }
  return kept
}

/** The id of the nth part of a mail: always the same (UUID version 8, RFC 9562), and no more to be guessed than the mail's. */
export function partId(owner: string, n: number): Id<'file'> {
  const hex = createHash('sha256').update(`${owner}:part:${n}`).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-') as Id<'file'>
}

export const refOf = ({ id, ...part }: KeptPart): MailPartRef => ({ fileId: id, ...part })

/** What is listed of a mail that lies in quarantine: nothing of it is given out before somebody has taken it on. */
export const unkeptRef = (
  owner: string,
  { name, bytes, contentId, inline }: MailPart,
  n: number,
): MailPartRef => ({
  fileId: partId(owner, n),
  name,
  size: bytes.length,
  mediaType: null,
  contentId,
  inline,
  held: 'quarantined',
})

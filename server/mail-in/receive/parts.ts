import { type KeptFile, keepReceived } from '../../files/keep-received.ts'
import { RECEIVED_LIMITS } from '../../files/received-limits.ts'
import type { Deps } from '../../platform/deps.ts'
import type { MailPart } from '../../platform/mail/read-mail.ts'
import { newId } from '../../platform/values.ts'
import type { MailPartRef } from '../tables.ts'

/** A part of a mail whose bytes are kept as a file. */
export type KeptPart = KeptFile & Pick<MailPart, 'contentId' | 'inline'>

/**
 * Keeps what a mail carries, before the transaction that gives it to a case. Every try keeps its own: two workers at
 * once never write one file, and what a try that failed has left is removed after a week like all that no case took.
 *
 * @throws Refusal 'unavailable' `temporarily-unavailable`
 */
export async function keepParts(
  deps: Pick<Deps, 'db' | 'files' | 'secrets' | 'scanner' | 'now' | 'log'>,
  parts: readonly MailPart[],
): Promise<KeptPart[]> {
  const kept: KeptPart[] = []
  let total = 0
  for (const { name, mediaType, bytes, contentId, inline } of parts) {
    total += bytes.length
    // The rest is in the mail as it came, which anybody who sees the case can save.
    if (kept.length === RECEIVED_LIMITS.maxFiles || total > RECEIVED_LIMITS.maxBytesTotal) break
    kept.push({ ...(await keepReceived(deps, { name, bytes, mediaType })), contentId, inline })
  }
  return kept
}

export const refOf = ({ id, ...part }: KeptPart): MailPartRef => ({ fileId: id, ...part })

/** What is listed of a mail that lies in quarantine: nothing of it is kept as a file before somebody has taken it on. */
export const unkeptRef = ({ name, bytes, contentId, inline }: MailPart): MailPartRef => ({
  fileId: newId(),
  name,
  size: bytes.length,
  mediaType: null,
  contentId,
  inline,
  held: 'quarantined',
})

import { replyAddressOf } from '../cases/reply-address.ts'
import type { Deps } from '../platform/deps.ts'
import type { Id } from '../platform/values.ts'

/** The mailbox of ours that letters about a case leave from. */
export type Sender = {
  address: string
  name: string
  /** What its letters end with; empty where none is set. */
  signature: string
  /** Where answers find the case by themselves; null where nobody fetches the mailbox. */
  replyTo: string | null
  /** Whether it writes that a mail has arrived. */
  acknowledges: boolean
}

/**
 * Whose name letters about a case carry: the mailbox that it came to first. A case that came another way is written
 * about from MAIL_FROM; its answers find the case only where that is a mailbox of ours.
 *
 * @returns null: the letter leaves from MAIL_FROM, and nobody reads what is answered to it
 */
export async function senderFor(
  { db, mail, secrets }: Pick<Deps, 'db' | 'secrets'> & { mail: Pick<Deps['mail'], 'sender'> },
  about: { id: Id<'case'>; number: string },
): Promise<Sender | null> {
  const mailboxes = db
    .selectFrom('mailboxes')
    .select(['address', 'name', 'signature', 'source', 'acknowledges'])
    .where('kind', '=', 'mail')
  const own = mail.sender?.address.toLowerCase()
  const found =
    (await mailboxes
      .innerJoin('caseMailboxes', 'caseMailboxes.mailboxId', 'mailboxes.id')
      .where('caseMailboxes.caseId', '=', about.id)
      .where('caseMailboxes.isFirst', '=', true)
      .executeTakeFirst()) ??
    (own === undefined ? undefined : await mailboxes.where('address', '=', own).executeTakeFirst())
  if (!found) return null
  const { address, name, signature, source, acknowledges } = found
  return {
    address,
    name,
    signature: signature.trim(),
    replyTo: source === 'none' ? null : replyAddressOf(secrets, address, about),
    acknowledges,
  }
}

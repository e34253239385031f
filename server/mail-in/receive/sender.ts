import { requesterByEmail } from '../../intake/requester.ts'
import type { Db } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { ReadMail } from '../../platform/mail/read-mail.ts'
import { cleanLine } from '../../platform/zh/text.ts'
import { faxOf, titleOfFax } from '../fax/fax-of.ts'
import { type FaxRequester, requesterOfFax } from '../fax/requester-of-fax.ts'
import type { Mailbox } from '../tables.ts'

export type MailRequester = FaxRequester & {
  /** What the case is called, where the mail's own subject does not say. */
  title?: string
}

/**
 * Whose question a mail asks, as far as it says: the person that an answer is to go to, whom the directory may know by
 * that address; of a fax, whoever has the number.
 */
export async function requesterOf(
  deps: Pick<Deps, 'db' | 'hr'>,
  mailbox: Pick<Mailbox, 'kind'>,
  mail: ReadMail,
): Promise<MailRequester> {
  if (mailbox.kind === 'fax') {
    const fax = faxOf(mail)
    return { ...(await requesterOfFax(deps, fax)), title: titleOfFax(fax) }
  }
  const writer = await writerOf(deps.db, mail)
  const email = writer?.address.trim() || null
  const known = email ? await requesterByEmail(deps.db, email) : undefined
  return {
    requesterId: known?.id ?? null,
    requesterName: cleanLine(writer?.name ?? '') || known?.name || email || '',
    requesterEmail: email,
    requesterPhone: known?.phone ?? null,
    agencyId: known?.agencyId ?? null,
  }
}

/** A mail that asks for its answer elsewhere is answered there, unless that is a list or a mailbox of ours. */
async function writerOf(db: Db, { from, replyTo, automatic }: ReadMail) {
  const [asked, ...others] = replyTo.filter(({ address }) => address !== '')
  if (!asked || others.length > 0 || automatic === 'list') return from
  const own = await db
    .selectFrom('mailboxes')
    .select('id')
    .where('address', '=', asked.address.toLowerCase())
    .executeTakeFirst()
  return own ? from : { address: asked.address, name: asked.name || (from?.name ?? '') }
}

import type { Deps } from '../../platform/deps.ts'
import { faultOf, sentenceOf } from './faults.ts'
import { openImap, passwordOf } from './imap-connection.ts'
import { mailboxNotFound } from './mailboxes.ts'

/**
 * Tries to reach a mailbox as its reader would, without reading anything. One that is not fetched has no server to
 * try, and is ok.
 * @throws Refusal 'not-found' `mailbox-not-found`
 */
export async function checkMailbox({ db, secrets }: Pick<Deps, 'db' | 'secrets'>, id: number) {
  const mailbox = await db
    .selectFrom('mailboxes')
    .select(['id', 'imap', 'wrappedPassword'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow(mailboxNotFound)
  const { imap } = mailbox
  if (!imap) return { ok: true, said: null }
  try {
    const client = await openImap(
      imap,
      passwordOf(secrets, { ...mailbox, imap }),
      new AbortController().signal,
    )
    await client.logout().catch(() => client.close())
    return { ok: true, said: null }
  } catch (error) {
    return { ok: false, said: sentenceOf(faultOf(error)) }
  }
}

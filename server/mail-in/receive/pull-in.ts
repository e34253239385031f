import { readContent } from '../../files/parts/read.ts'
import { demandUploader, readFile } from '../../files/queries.ts'
import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { transact } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { storeMail } from '../transport/store-mail.ts'
import { glimpse } from './glimpse.ts'
import { readReceived } from './queries.ts'
import { type Receiving, receiveMail } from './receive-mail.ts'

/**
 * Takes in a mail that was sent to a colleague, from the file that their mail program saved. A mail that the mailbox
 * has already is not taken in twice.
 *
 * @throws Refusal 'not-found' `pull-in-needs-mailbox`, `file-not-found` · 'conflict' `file-not-ready`
 * @throws Refusal 'unsupported' `not-a-mail`
 */
export async function pullIn(
  deps: Receiving,
  { actor, address }: { actor: Actor; address: string },
  { mailboxId, fileId }: { mailboxId: number; fileId: Id<'file'> },
) {
  const { db } = deps
  const mailbox = await db.selectFrom('mailboxes').select('id').where('id', '=', mailboxId).executeTakeFirst()
  if (!mailbox) throw new Refusal('not-found', 'pull-in-needs-mailbox')
  const bytes = await uploaded(deps, actor, fileId)
  if (!isMail(bytes)) throw new Refusal('unsupported', 'not-a-mail')
  const { mailId } = await storeMail(deps, { mailboxId, bytes, source: 'pulled-in' })
  await transact(db, (trx) =>
    record(trx, {
      actorId: actor.id,
      action: 'mail-pulled-in',
      subject: `received-mail:${mailId}`,
      address,
      at: deps.now(),
    }),
  )
  await receiveMail(deps, { mailId }).catch(() => {})
  return readReceived(db, actor, mailId)
}

async function uploaded(deps: Receiving, actor: Actor, fileId: Id<'file'>): Promise<Buffer> {
  await demandUploader(deps.db, fileId, actor)
  const file = await readFile(deps.db, fileId)
  if (file.caseId) throw new Refusal('not-found', 'file-not-found')
  if (file.state !== 'ready') throw new Refusal('conflict', 'file-not-ready', { name: file.name })
  const chunks: Buffer[] = []
  for await (const chunk of readContent(deps, file)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** A saved mail has a header that says who wrote it, or when. */
function isMail(bytes: Buffer) {
  const { from, date } = glimpse(bytes)
  return from !== null || date !== null
}

import { caseOpened } from '../../../server/cases/events.ts'
import { keptCopy } from '../../../server/directory/kept-copy.ts'
import { mailStored } from '../../../server/mail-in/events.ts'
import { receiveMail } from '../../../server/mail-in/receive/receive-mail.ts'
import type { Fetched } from '../../../server/mail-in/transport/imap-connection.ts'
import { openFolder, openImap, passwordOf } from '../../../server/mail-in/transport/imap-connection.ts'
import { flagStored, readNew } from '../../../server/mail-in/transport/read-new.ts'
import type { Db } from '../../../server/platform/database/database.ts'
import { openDatabase } from '../../../server/platform/database/open.ts'
import { deliverEvents, deliveredOnce } from '../../../server/platform/events/outbox.ts'
import { when } from '../../../server/platform/events/reaction.ts'
import { diskStore } from '../../../server/platform/files/disk.ts'
import type { FileStore } from '../../../server/platform/files/port.ts'
import { keptMail } from '../../../server/platform/mail/kept-mail.ts'
import { readMail } from '../../../server/platform/mail/reading/read.ts'
import type { Queue } from '../../../server/platform/queue/port.ts'
import { noScanner } from '../../../server/platform/scanner/no-scanner.ts'
import { secretsFrom } from '../../../server/platform/secrets.ts'
import { dyingAt } from '../dying-at.ts'
import { quietLog } from '../quiet-log.ts'

/** `dieAt`: before which step the process is killed; steps are counted from 1. */
export type Told = {
  databaseUrl: string
  folder: string
  secretKey: string
  mailboxId: number
  dieAt: number
}

/**
 * One pass of intake: fetch and store what is new, mark it, and make cases of it. Every question to the database
 * and every part of a file is two steps: before it, and after it was answered.
 */
export async function takeIn({ databaseUrl, folder, secretKey, mailboxId, dieAt }: Told): Promise<number> {
  const { step, plugin, taken } = dyingAt(dieAt)
  const opened = openDatabase({ url: databaseUrl, onError: () => {} })
  const db: Db = opened.withPlugin(plugin)
  const deps = {
    db,
    files: counted(diskStore(folder), step),
    secrets: secretsFrom(secretKey),
    scanner: noScanner(),
    mail: keptMail(),
    hr: keptCopy(db),
    publicUrl: 'https://help.centre.example',
    now: () => new Date(),
    log: quietLog,
    mailReader: { read: readMail },
  }
  await fetchAll(deps, mailboxId)
  await dealWithAll(deps)
  await opened.destroy()
  return taken()
}

type Deps = Parameters<typeof receiveMail>[0]

async function fetchAll(deps: Deps, mailboxId: number) {
  const mailbox = (await deps.db
    .selectFrom('mailboxes')
    .select(['id', 'imap', 'wrappedPassword'])
    .where('id', '=', mailboxId)
    .executeTakeFirstOrThrow()) as Fetched
  const { signal } = new AbortController()
  const client = await openImap(mailbox.imap, passwordOf(deps.secrets, mailbox), signal)
  const { uidValidity } = await openFolder(client, mailbox.imap.folder)
  const folder = { mailboxId, folder: mailbox.imap.folder, uidValidity: Number(uidValidity) }
  await flagStored(deps, client, folder)
  await readNew(deps, client, folder, signal)
  client.close()
}

/** As the courier and the queue do it, one after the other. */
async function dealWithAll(deps: Deps) {
  const reactions = [
    when(mailStored, 'mail-in.receive', receiveMail as never),
    when(caseOpened, 'nobody', async () => {}),
  ]
  const jobs = new Map(reactions.map(deliveredOnce).map((job) => [job.name, job]))
  // What a killed process had in hand is given out again when its lease is over: here, now.
  await deps.db.updateTable('outbox').set({ handedAt: null }).execute()
  const handed: { name: string; data: unknown }[] = []
  const queue = { add: async ({ name }: { name: string }, data: unknown) => void handed.push({ name, data }) }
  while ((await deliverEvents({ db: deps.db, queue: queue as never as Queue }, reactions)) > 0)
    for (const { name, data } of handed.splice(0)) await jobs.get(name)!.run(deps as never, data)
}

const counted = (store: FileStore, step: () => void): FileStore => ({
  ...store,
  async putPart(...part) {
    step()
    await store.putPart(...part)
    step()
  },
})

if (process.argv[1] === import.meta.filename) console.log(await takeIn(JSON.parse(process.argv[2]!)))

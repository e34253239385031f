import { sql } from 'kysely'
import { appendEntry, changeCase } from '../../cases/change.ts'
import { command, type Order, type Scene as Ordered } from '../../cases/command.ts'
import { acceptCaseIn } from '../../cases/open.ts'
import { readCase } from '../../cases/queries.ts'
import { readRaw } from '../../files/keep-raw.ts'
import { attachReceived } from '../../files/keep-received.ts'
import type { Db } from '../../platform/database/database.ts'
import type { ReadMail } from '../../platform/mail/read-mail.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Id, newId } from '../../platform/values.ts'
import type { ReceivedMail } from '../tables.ts'
import { bodyOf } from './contents.ts'
import { isPassing } from './failures.ts'
import { glimpse } from './glimpse.ts'
import { languageOf } from './guess-system.ts'
import { type KeptPart, keepParts } from './parts.ts'
import type { Receiving } from './receive-mail.ts'
import { linkCase, watchCase } from './relations.ts'
import { type MailRequester, requesterOf } from './sender.ts'
import { systemOf } from './settle.ts'
import { titleOf } from './title.ts'
import { trace } from './trace.ts'

/** On a mail whose message has become a case of its own: shown where it came to. */
const SPLIT_OFF = 'split-off'

/**
 * Makes a case of its own of a message that came by mail to another. The message stays where it was; both cases say
 * what happened, and are linked.
 *
 * @throws Refusal as `command` does · 'conflict' `split-not-possible`, `split-already`
 */
export async function splitCase(
  deps: Receiving,
  order: Order,
  { entryId, title }: { entryId: Id<'entry'>; title?: string },
): Promise<{ caseId: Id<'case'>; number: string }> {
  await readCase(deps.db, order.actor, order.caseId)
  const row = await splittable(deps.db, order.caseId, entryId)
  const mail = await readAgain(deps, row)
  const { kind } = await deps.db
    .selectFrom('mailboxes')
    .select('kind')
    .where('id', '=', row.mailboxId)
    .executeTakeFirstOrThrow()
  const requester = await requesterOf(deps, { kind }, mail)
  const parts = await keepParts(deps, mail.parts)
  let made: { caseId: Id<'case'>; number: string } | undefined
  await command(deps, order, 'note', async (scene) => {
    if (await isSplit(scene.trx, row)) throw new Refusal('conflict', 'split-already')
    made = await openSplit(scene, { row, mail, kind, requester, parts, title })
    return changeCase(scene.trx, scene.row, {}, [
      {
        ...scene.by,
        kind: 'note',
        body: { text: `${subjectLine(mail)}已另立新案 ${made.number}。`, fields: ['split'], to: made.number },
      },
    ])
  })
  // The same key twice: the first time has made it.
  return made ?? splitOf(deps.db, row)
}

type Split = {
  row: ReceivedMail
  mail: ReadMail
  kind: 'mail' | 'fax'
  requester: MailRequester
  parts: KeptPart[]
  title: string | undefined
}

async function openSplit(
  { trx, row: parent, level, by }: Ordered,
  { row, mail, kind, requester: { title: named, ...requester }, parts, title }: Split,
) {
  const { text, ...body } = bodyOf(mail, { mailId: row.id, parts, marks: row.marks.filter(staysTrue) })
  const { id: caseId, number } = await acceptCaseIn(
    trx,
    { level, at: by.at },
    {
      ...requester,
      channel: kind,
      queueId: parent.queueId,
      leadSystemId: (await systemOf(trx, mail)) ?? parent.leadSystemId,
      systemIds: [],
      title: titleOf(title ?? named, mail),
      text: text ?? '',
      keyedById: by.actorId,
      actorId: null,
      priority: parent.priority,
      language: languageOf(`${mail.subject}\n${mail.text}`),
      origin: `${kind} ${mail.from?.address || 'unknown'} unverified`,
    },
    { entryId: newId<'entry'>(by.at.getTime()), body },
  )
  await attachReceived(trx, { fileIds: parts.map(({ id }) => id), caseId })
  await watchCase(trx, caseId, row.mailboxId)
  await linkCase(trx, caseId, [{ caseId: parent.id, kind: 'split-from' }], by.at)
  await appendEntry(trx, caseId, {
    ...by,
    kind: 'note',
    body: { text: `由案件 ${parent.number} 的來信另立。`, fields: ['split'], from: parent.number },
  })
  await trx
    .updateTable('receivedMails')
    .set({ marks: [...new Set([...row.marks, SPLIT_OFF])] })
    .where('id', '=', row.id)
    .execute()
  await trace(trx, row.id, by.at, 'split', { number })
  return { caseId, number }
}

/** What was noticed about how the mail came to the other case says nothing here. */
const staysTrue = (mark: string) => ['held', 'automatic', 'bounce', 'same-id-other-content'].includes(mark)

const subjectLine = ({ subject }: ReadMail) =>
  subject ? `來信「${subject.slice(0, 60).toWellFormed()}」` : '這封來信'

async function splittable(db: Db, caseId: Id<'case'>, entryId: Id<'entry'>): Promise<ReceivedMail> {
  const entry = await db
    .selectFrom('timeline')
    .innerJoin('receivedMails', (join) =>
      join.on(sql<boolean>`received_mails.id = (timeline.body ->> 'mailId')::uuid`),
    )
    .selectAll('receivedMails')
    .where('timeline.id', '=', entryId)
    .where('timeline.caseId', '=', caseId)
    .where('timeline.kind', '=', 'message-in')
    .where('timeline.version', '>', 1)
    .executeTakeFirst()
  if (!entry) throw new Refusal('conflict', 'split-not-possible')
  return entry
}

const isSplit = async (db: Db, row: ReceivedMail) => (await splits(db, row).execute()).length > 0

const splitOf = (db: Db, row: ReceivedMail) => splits(db, row).executeTakeFirstOrThrow()

const splits = (db: Db, { id, caseId }: ReceivedMail) =>
  db
    .selectFrom('caseLinks')
    .innerJoin('timeline', 'timeline.caseId', 'caseLinks.caseId')
    .innerJoin('cases', 'cases.id', 'caseLinks.caseId')
    .select(['cases.id as caseId', 'cases.number'])
    .where('caseLinks.otherId', '=', caseId)
    .where('caseLinks.kind', '=', 'split-from')
    .where('timeline.kind', '=', 'message-in')
    .where(sql<boolean>`timeline.body ->> 'mailId' = ${id}`)

async function readAgain(deps: Receiving, row: ReceivedMail): Promise<ReadMail> {
  const bytes = await readRaw(deps, row.rawFileId)
  return deps.mailReader.read(bytes).catch((error: unknown) => {
    if (isPassing(error)) throw error
    return glimpse(bytes)
  })
}

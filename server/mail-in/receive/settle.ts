import { hearRequester } from '../../cases/by-requester.ts'
import { acceptCaseIn } from '../../cases/open.ts'
import { lockAnyCase } from '../../cases/queries.ts'
import type { ServiceLevel } from '../../cases/service-level.ts'
import { attachReceived } from '../../files/keep-received.ts'
import { priorityOf } from '../../intake/words.ts'
import type { Trx } from '../../platform/database/database.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { ReadMail } from '../../platform/mail/read-mail.ts'
import { type Id, newId } from '../../platform/values.ts'
import { mailDecided } from '../events.ts'
import type { Mailbox, ReceivedMail } from '../tables.ts'
import { bodyOf, keepContents, sentAtOf } from './contents.ts'
import { guessSystem, languageOf } from './guess-system.ts'
import { type KeptPart, refOf } from './parts.ts'
import { linkCase, watchCase } from './relations.ts'
import type { Link } from './rules.ts'
import type { MailRequester } from './sender.ts'
import { titleOf } from './title.ts'
import { trace } from './trace.ts'

/** A mail about to be given its place, locked. */
export type Scene = {
  trx: Trx
  row: ReceivedMail
  mailbox: Mailbox
  mail: ReadMail
  parts: readonly KeptPart[]
  at: Date
  level: ServiceLevel
  /** Whose question it is, as far as the mail and the directory tell. */
  requester: MailRequester
  /** Who decided; null when the rules did. */
  actorId: Id<'person'> | null
}

/** Makes a case of a mail: case, first message, files, contents and outcome. */
export async function openCaseOf(
  scene: Scene,
  given: {
    marks: readonly string[]
    links: readonly Link[]
    systemId?: number | undefined
    title?: string | undefined
    /** Who says so, by name. */
    by?: string
  },
): Promise<Id<'case'>> {
  const { trx, row, mailbox, mail, parts, at, level, actorId } = scene
  const marks = marksOf(scene, given.marks)
  const { title: named, ...requester } = scene.requester
  const leadSystemId = given.systemId ?? (await systemOf(trx, mail)) ?? mailbox.defaultSystemId
  const entryId = newId<'entry'>(at.getTime())
  // Before the case has its number: others wait for the next one until we are done.
  await keepContents(trx, row.id, mail, parts.map(refOf))
  const { text, ...body } = bodyOf(mail, { mailId: row.id, parts, marks })
  const accepted = await acceptCaseIn(
    trx,
    { level, at },
    {
      ...requester,
      key: `mail:${row.id}`,
      channel: mailbox.kind,
      queueId: mailbox.queueId,
      leadSystemId,
      systemIds: [],
      title: titleOf(given.title ?? named, mail),
      text: text ?? '',
      keyedById: actorId,
      actorId: null,
      priority: priorityOf(undefined),
      language: languageOf(`${mail.subject}\n${mail.text}`),
      origin: originOf(scene, false),
    },
    { entryId, body },
  )
  await attachReceived(trx, { fileIds: parts.map(({ id }) => id), caseId: accepted.id })
  await watchCase(trx, accepted.id, mailbox.id)
  await linkCase(trx, accepted.id, given.links, at)
  await conclude(
    scene,
    { outcome: 'case', caseId: accepted.id, entryId, marks },
    { number: accepted.number, ...(given.by !== undefined && { by: given.by }) },
  )
  return accepted.id
}

/** Adds a mail to a case. @throws Refusal 'conflict' `transition-not-allowed` */
export async function addToCase(
  scene: Scene,
  to: {
    caseId: Id<'case'>
    verb: 'write' | 'reopen' | 'keep'
    marks: readonly string[]
    /** How the case was found; or who says so, by name. */
    found: { through: string } | { by: string }
    proved: boolean
    attention?: string
  },
): Promise<void> {
  const { trx, row, mailbox, mail, parts, at, level } = scene
  const { caseId, verb, found, attention } = to
  const marks = marksOf(scene, to.marks)
  const entryId = newId<'entry'>(at.getTime())
  await keepContents(trx, row.id, mail, parts.map(refOf))
  const { number } = await hearRequester(
    trx,
    { row: await lockAnyCase(trx, caseId), level, verb },
    {
      id: entryId,
      kind: 'message-in',
      actorId: null,
      origin: originOf(scene, to.proved),
      at,
      body: bodyOf(mail, { mailId: row.id, parts, marks }),
    },
    attention === undefined ? {} : { attention },
  )
  await attachReceived(trx, { fileIds: parts.map(({ id }) => id), caseId })
  await watchCase(trx, caseId, mailbox.id)
  await conclude(scene, { outcome: 'follow-up', caseId, entryId, marks }, { ...found, number, verb })
}

/** The case has this very mail already, by way of another mailbox, which from now on watches it too. */
export async function heardBefore(scene: Scene, caseId: Id<'case'>, marks: readonly string[]): Promise<void> {
  const { trx, row, mailbox, mail } = scene
  const first = await trx
    .selectFrom('receivedMails')
    .leftJoin('mailContents', 'mailId', 'id')
    .select(['entryId', 'parts'])
    .where('messageId', '=', row.messageId)
    .where('bodyHash', '=', row.bodyHash)
    .where('caseId', '=', caseId)
    .where('id', '<>', row.id)
    .orderBy('storedAt')
    .limit(1)
    .executeTakeFirst()
  await keepContents(trx, row.id, mail, first?.parts ?? [])
  await watchCase(trx, caseId, mailbox.id)
  const entryId = first?.entryId ?? null
  await conclude(scene, { outcome: 'follow-up', caseId, entryId, marks }, { through: 'same-mail' })
}

type Outcome = {
  outcome: NonNullable<ReceivedMail['outcome']>
  caseId: Id<'case'> | null
  entryId: Id<'entry'> | null
  marks: readonly string[]
  reason?: string
}

/** What was decided, on the mail's row and trace; told to whoever listens. */
async function conclude(
  { trx, row, mail, parts, at, actorId }: Omit<Scene, 'mailbox' | 'level' | 'requester'>,
  { outcome, caseId, entryId, marks, reason }: Outcome,
  detail: Record<string, unknown>,
): Promise<void> {
  await trx
    .updateTable('receivedMails')
    .set({
      fromAddress: mail.from?.address || null,
      fromName: mail.from?.name ?? '',
      subject: mail.subject,
      sentAt: sentAtOf(mail),
      marks: [...new Set([...row.marks, ...marks])],
      held: parts.filter(({ held }) => held !== null).length,
      outcome,
      reason: reason ?? null,
      caseId,
      entryId,
      decidedAt: at,
      decidedBy: actorId,
    })
    .where('id', '=', row.id)
    .execute()
  await trace(trx, row.id, at, outcome, {
    ...detail,
    ...(reason && { reason }),
    ...(marks.length > 0 && { marks }),
  })
  await emit(trx, mailDecided, { mailId: row.id, outcome, caseId })
}

const marksOf = ({ row, parts }: Scene, marks: readonly string[]) => [
  ...new Set([...row.marks, ...marks, ...(parts.some(({ held }) => held !== null) ? ['held'] : [])]),
]

/** The address is what the mail says; whether it is proved is said with it. */
const originOf = ({ mail, mailbox }: Scene, proved: boolean) =>
  `${mailbox.kind} ${mail.from?.address || 'unknown'}${proved ? '' : ' unverified'}`

/** The system that a mail names, where it names one. */
export async function systemOf(trx: Trx, { subject, text }: ReadMail) {
  const systems = await trx
    .selectFrom('systems')
    .select(['id', 'code', 'name', 'shortName', 'oldNames'])
    .execute()
  return guessSystem(systems, subject, text)
}

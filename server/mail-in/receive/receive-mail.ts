import { MAIL_BOUNCED } from '../../cases/by-requester.ts'
import { lockAnyCase } from '../../cases/queries.ts'
import { serviceLevelOf } from '../../cases/service-level.ts'
import { readRaw } from '../../files/keep-raw.ts'
import { type Db, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import type { MailReader, ReadMail } from '../../platform/mail/read-mail.ts'
import type { Id } from '../../platform/values.ts'
import type { ReceivedMail } from '../tables.ts'
import { clearBounce, noteBounce } from './bounces.ts'
import { referencesOf } from './claims.ts'
import { factsAbout } from './facts.ts'
import { isPassing, noteFailure } from './failures.ts'
import { lockMail, lockMessage } from './lock.ts'
import { type KeptPart, keepParts } from './parts.ts'
import { quarantine } from './quarantine.ts'
import { type Decision, decide } from './rules.ts'
import { requesterOf } from './sender.ts'
import { addToCase, heardBefore, openCaseOf, type Scene } from './settle.ts'

export type Receiving = Pick<
  Deps,
  'db' | 'files' | 'secrets' | 'scanner' | 'mail' | 'hr' | 'publicUrl' | 'now' | 'log'
> & { mailReader: Pick<MailReader, 'read'> }

/**
 * Deals with a stored mail: it becomes a case or part of one, or lies in quarantine. Everything that it becomes is one
 * transaction; twice, or at two workers at once, is harmless. A mail that cannot be dealt with is tried again, and in
 * the end lies in quarantine with as much of it as can be shown; while something that we need is away it waits.
 */
export const receiveMail = (deps: Receiving, { mailId }: { mailId: Id<'received-mail'> }): Promise<void> =>
  receive(deps, mailId, DEEPEST)

/** Mails that wait and are named by this one come first, and those that they name. */
const DEEPEST = 3
const MOST_EARLIER = 5

async function receive(deps: Receiving, mailId: Id<'received-mail'>, depth: number): Promise<void> {
  const row = await waitingMail(deps.db, mailId)
  if (!row) return
  let bytes: Buffer | undefined
  try {
    bytes = await readRaw(deps, row.rawFileId)
    const mail = await deps.mailReader.read(bytes)
    if (depth > 0) await earlierFirst(deps, row, mail, depth - 1)
    await place(deps, row, mail)
  } catch (error) {
    if (isPassing(error)) throw error
    deps.log.warn({ err: withoutWords(error), mailId }, 'mail not dealt with')
    if (!(await noteFailure(deps, mailId, error, bytes))) throw error
  }
}

const waitingMail = (db: Db, mailId: Id<'received-mail'>): Promise<ReceivedMail | undefined> =>
  db
    .selectFrom('receivedMails')
    .selectAll()
    .where('id', '=', mailId)
    .where('outcome', 'is', null)
    .executeTakeFirst()

/** A mail and the answer to it may come in one moment; which worker is quicker decides nothing. */
async function earlierFirst(deps: Receiving, row: ReceivedMail, mail: ReadMail, depth: number) {
  const references = referencesOf(mail)
  if (references.length === 0) return
  const waiting = await deps.db
    .selectFrom('receivedMails')
    .select('id')
    .where('messageId', 'in', references)
    .where('outcome', 'is', null)
    .where('id', '<>', row.id)
    .where('storedAt', '<=', row.storedAt)
    .orderBy('storedAt')
    .limit(MOST_EARLIER)
    .execute()
  // What comes of them is theirs: this one goes on either way.
  for (const { id } of waiting) await receive(deps, id, depth).catch(() => {})
}

async function place(deps: Receiving, row: ReceivedMail, mail: ReadMail): Promise<void> {
  const mailbox = await deps.db
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', row.mailboxId)
    .executeTakeFirstOrThrow()
  // Files are kept before the transaction, and only where a case will take them.
  const wanted =
    mail.parts.length > 0 &&
    takesFiles(decide(await factsAbout(deps, { row, mailbox, mail, at: deps.now() })))
  const requester = await requesterOf(deps, mailbox, mail)
  const parts = wanted ? await keepParts(deps, mail.parts) : undefined
  const read = { row, mailbox, mail, requester }
  if (await settled(deps, { ...read, parts })) return
  await settled(deps, { ...read, parts: await keepParts(deps, mail.parts) })
}

/** @returns false when the decision, now that everything is locked, needs files that were not kept */
async function settled(
  deps: Receiving,
  {
    row: { id, messageId },
    mailbox,
    mail,
    requester,
    parts,
  }: Pick<Scene, 'row' | 'mailbox' | 'mail' | 'requester'> & { parts: KeptPart[] | undefined },
): Promise<boolean> {
  const level = await serviceLevelOf(deps)
  return transact(deps.db, async (trx) => {
    await lockMessage(trx, { messageId })
    const row = await lockMail(trx, id)
    if (!row || row.outcome) return true
    const at = deps.now()
    const facts = await factsAbout({ ...deps, db: trx }, { row, mailbox, mail, at })
    let decision = decide(facts)
    if (decision.outcome === 'follow-up') {
      const { id: caseId, status, closedAt } = await lockAnyCase(trx, decision.caseId)
      const claims = facts.claims.map((claim) =>
        claim.caseId === caseId ? { ...claim, status, closedAt } : claim,
      )
      decision = decide({ ...facts, claims })
    }
    if (takesFiles(decision) && mail.parts.length > 0 && !parts) return false
    const scene = { trx, row, mailbox, mail, requester, parts: parts ?? [], at, level, actorId: null }
    // Somebody who writes is there again, whatever came back from that address before.
    const isAlive = facts.mail.unanswerable && facts.mail.automatic === 'no' && !facts.mail.bounce
    if (isAlive && decision.outcome !== 'quarantined' && facts.mail.from)
      await clearBounce(trx, facts.mail.from, at)
    await carryOut(scene, decision)
    return true
  })
}

/** What lies in quarantine is in its bytes; what a case has heard before has brought its files then. */
const takesFiles = (decision: Decision) =>
  decision.outcome === 'case' || (decision.outcome === 'follow-up' && decision.verb !== 'heard')

async function carryOut(scene: Scene, decision: Decision): Promise<void> {
  const { trx, mail, at } = scene
  if (decision.outcome === 'quarantined') return quarantine(scene, decision)
  if (decision.outcome === 'case') return void (await openCaseOf(scene, decision))
  const { caseId, verb, by, marks } = decision
  if (verb === 'heard') return heardBefore(scene, caseId, marks)
  const proved = by === 'reply-address' || by === 'our-mail'
  const isBounce = marks.includes('bounce')
  await addToCase(scene, {
    caseId,
    verb,
    marks,
    found: { through: by },
    proved,
    ...(isBounce && BOUNCED),
  })
  if (isBounce) await noteBounce(trx, caseId, mail, at)
}

/** What a case says of itself whose requester our mail did not reach. */
const BOUNCED = { attention: MAIL_BOUNCED }

/** A parser's error may quote what it read. */
const withoutWords = (error: unknown) => ({
  name: error instanceof Error ? error.name : 'error',
  stack: error instanceof Error ? error.stack?.split('\n').slice(1, 6).join('\n') : undefined,
})

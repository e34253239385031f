import { readCaseByNumber } from '../../cases/queries.ts'
import { serviceLevelOf } from '../../cases/service-level.ts'
import type { StoredCase } from '../../cases/tables.ts'
import { readRaw } from '../../files/keep-raw.ts'
import type { Actor } from '../../platform/actor.ts'
import { record } from '../../platform/audit.ts'
import { type Db, type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import type { ReadMail } from '../../platform/mail/read-mail.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import { mailDecided, mailRefused, mailStored } from '../events.ts'
import type { ReceivedMail } from '../tables.ts'
import { factsAbout } from './facts.ts'
import { isPassing } from './failures.ts'
import { glimpse } from './glimpse.ts'
import { lockMail, lockMessage } from './lock.ts'
import { keepParts } from './parts.ts'
import { mailNotFound, readReceived } from './queries.ts'
import { type Receiving, receiveMail } from './receive-mail.ts'
import { isSilent, NO_RECEIPT } from './rules.ts'
import { requesterOf } from './sender.ts'
import { addToCase, openCaseOf, type Scene } from './settle.ts'
import { trace } from './trace.ts'

export type ByHand = { actor: Actor; mailId: Id<'received-mail'>; address: string }

/**
 * Somebody says what a mail in quarantine is: a case, or part of the one whose number is given. A mail that cannot be
 * read becomes one with as much as can be shown.
 *
 * @throws Refusal 'not-found' `received-mail-not-found`, `case-not-found` · 'invalid' `system-not-found`
 * @throws Refusal 'conflict' `mail-already-decided`
 */
export async function makeCase(
  deps: Receiving,
  { actor, mailId, address }: ByHand,
  given: { systemId?: number; title?: string; caseNumber?: string },
) {
  const { db } = deps
  await readReceived(db, actor, mailId)
  const target =
    given.caseNumber === undefined ? undefined : await readCaseByNumber(db, actor, given.caseNumber)
  if (given.systemId !== undefined) await demandSystem(db, given.systemId)
  const row = await quarantined(db, mailId)
  const mail = await readAnyhow(deps, row)
  const mailbox = await db
    .selectFrom('mailboxes')
    .selectAll()
    .where('id', '=', row.mailboxId)
    .executeTakeFirstOrThrow()
  const read = { mailbox, mail, requester: await requesterOf(deps, mailbox, mail) }
  const parts = await keepParts(deps, mail.parts)
  const level = await serviceLevelOf(deps)
  await transact(db, async (trx) => {
    const at = deps.now()
    const locked = await lockQuarantined(trx, row)
    const scene = { trx, row: locked, ...read, parts, at, level, actorId: actor.id }
    if (target) await putInto(scene, target, actor)
    else {
      const facts = await factsAbout({ ...deps, db: trx }, { row: locked, mailbox, mail, at })
      const silent = isSilent(facts) || isMachines(locked) || locked.reason === 'unreadable'
      await openCaseOf(scene, { ...given, marks: silent ? [NO_RECEIPT] : [], links: [], by: actor.name })
    }
    await recordBy(trx, { actor, mailId, address }, target ? 'mail-added-to-case' : 'mail-made-case', at)
  })
  return readReceived(db, actor, mailId)
}

/** What a machine wrote is kept on the case that somebody has found for it, and moves nothing there either. */
const putInto = (scene: Scene, { id, closedAt }: StoredCase, { name }: Actor) =>
  addToCase(scene, {
    caseId: id,
    verb: isMachines(scene.row) ? 'keep' : closedAt ? 'reopen' : 'write',
    marks: closedAt && !isMachines(scene.row) ? ['reopened'] : [],
    found: { by: name },
    proved: false,
  })

/**
 * Tries again to deal with a mail in quarantine, or with one that waits, as if it had just come.
 * @throws Refusal 'not-found' `received-mail-not-found` · 'conflict' `mail-already-decided`
 */
export async function retryMail(deps: Receiving, order: ByHand) {
  const { actor, mailId } = order
  const { outcome } = await readReceived(deps.db, actor, mailId)
  if (outcome !== null)
    await transact(deps.db, async (trx) => {
      const row = await lockQuarantined(trx, await quarantined(trx, mailId))
      const at = deps.now()
      await trx
        .updateTable('receivedMails')
        .set({
          outcome: null,
          reason: null,
          marks: row.marks.filter((mark) => mark !== row.reason),
          tries: 0,
          lastError: null,
          decidedAt: null,
          decidedBy: null,
        })
        .where('id', '=', mailId)
        .execute()
      await trace(trx, mailId, at, 'retried', { by: actor.name })
      await recordBy(trx, order, 'mail-retried', at)
      await emit(trx, mailStored, { mailId })
    })
  // At once, so that whoever asked sees what came of it; should it fail, it is tried again like any other.
  await receiveMail(deps, { mailId }).catch(() => {})
  return readReceived(deps.db, actor, mailId)
}

/**
 * Refuses a mail in quarantine. Its sender is told, unless a machine sent it.
 * @throws Refusal 'not-found' `received-mail-not-found` · 'conflict' `mail-already-decided`
 */
export async function refuseMail(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  order: ByHand,
  { notice }: { notice: string },
) {
  const { actor, mailId } = order
  await readReceived(db, actor, mailId)
  await transact(db, async (trx) => {
    const row = await lockQuarantined(trx, await quarantined(trx, mailId))
    const at = now()
    const told = row.fromAddress !== null && !isMachines(row)
    await trx
      .updateTable('receivedMails')
      .set({ outcome: 'refused', decidedAt: at, decidedBy: actor.id })
      .where('id', '=', mailId)
      .execute()
    await trace(trx, mailId, at, 'refused', { by: actor.name, told })
    await recordBy(trx, order, 'mail-refused', at)
    await emit(trx, mailDecided, { mailId, outcome: 'refused', caseId: null })
    if (told) await emit(trx, mailRefused, { mailId, notice })
  })
  return readReceived(db, actor, mailId)
}

const MACHINES = ['automatic', 'bounce', 'loop']

/** RFC 3834: what no person wrote is not answered, by nobody. */
const isMachines = ({ marks, reason }: Pick<ReceivedMail, 'marks' | 'reason'>) =>
  [...marks, reason].some((mark) => mark !== null && MACHINES.includes(mark))

async function quarantined(db: Db, mailId: Id<'received-mail'>): Promise<ReceivedMail> {
  const row = await db
    .selectFrom('receivedMails')
    .selectAll()
    .where('id', '=', mailId)
    .executeTakeFirstOrThrow(mailNotFound)
  if (row.outcome !== 'quarantined') throw new Refusal('conflict', 'mail-already-decided')
  return row
}

async function lockQuarantined(trx: Trx, row: ReceivedMail): Promise<ReceivedMail> {
  await lockMessage(trx, row)
  const locked = await lockMail(trx, row.id)
  if (locked?.outcome !== 'quarantined') throw new Refusal('conflict', 'mail-already-decided')
  return locked
}

async function demandSystem(db: Db, id: number) {
  const known = await db.selectFrom('systems').select('id').where('id', '=', id).executeTakeFirst()
  if (!known) throw new Refusal('invalid', 'system-not-found')
}

/** @throws what passes: then it is worth another try */
async function readAnyhow(deps: Receiving, row: ReceivedMail): Promise<ReadMail> {
  const bytes = await readRaw(deps, row.rawFileId)
  return deps.mailReader.read(bytes).catch((error: unknown) => {
    if (isPassing(error)) throw error
    return glimpse(bytes)
  })
}

const recordBy = (trx: Trx, { actor, mailId, address }: ByHand, action: string, at: Date) =>
  record(trx, { actorId: actor.id, action, subject: `received-mail:${mailId}`, address, at })

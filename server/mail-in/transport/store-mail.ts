import { type RawBuilder, sql } from 'kysely'
import { claimRaw, dropRaw, keepRaw } from '../../files/keep-raw.ts'
import { type Trx, transact } from '../../platform/database/database.ts'
import type { Deps } from '../../platform/deps.ts'
import { emit } from '../../platform/events/outbox.ts'
import { storable } from '../../platform/storable.ts'
import { type Id, newId } from '../../platform/values.ts'
import { mailStored } from '../events.ts'
import { identify, type MailIdentity } from './scan-header.ts'

const LONGEST_ADDRESS = 320

/** Where on a mail server it lies: UIDs are given once for ever, as long as UIDVALIDITY stays. */
type Arrival = { folder: string; uidValidity: number; uid: number; at: Date }

export type IncomingMail = {
  mailboxId: number
  bytes: Uint8Array
  source: 'imap' | 'smtp' | 'pulled-in'
  /** As the sending server said it, not the header; `from` is empty for what a machine returns (RFC 5321, 4.5.5). */
  envelope?: { from: string | null; to: readonly string[] }
  arrival?: Arrival
}

type Needed = Pick<Deps, 'db' | 'files' | 'secrets' | 'now'>
type Stored = { mailId: Id<'received-mail'>; isNew: boolean }

/**
 * Keeps a mail, before anybody reads it: when this resolves, its bytes and its row are committed, and what follows
 * will happen. A mail that the mailbox has already is not kept twice; where it lies is added to the first. The cursor
 * of a fetched mailbox moves in the same transaction.
 *
 * @returns the mail, and whether it is new
 * @throws Refusal 'unavailable' `temporarily-unavailable`: nothing was kept; the sender keeps it and tries again
 */
export const storeMail = async (deps: Needed, mail: IncomingMail): Promise<Stored> =>
  (await prepareMail(deps, mail))()

/**
 * The first half of `storeMail`: the bytes are in the store, and nobody knows of them yet. Several may be prepared at
 * once and then committed in their order.
 * @returns the second half
 */
export async function prepareMail(deps: Needed, mail: IncomingMail): Promise<() => Promise<Stored>> {
  const identity = identify(mail.bytes)
  const known = await knownMail(deps.db as Trx, mail.mailboxId, identity)
  if (known)
    return async () => {
      await transact(deps.db, (trx) => arriveAgain(trx, known, mail, deps.now()))
      return { mailId: known, isNew: false }
    }
  const rawFileId = await keepRaw(deps, { name: 'mail.eml', bytes: mail.bytes })
  return async () => {
    const stored = await transact(deps.db, (trx) => storeOnce(trx, mail, identity, rawFileId, deps.now()))
    // The same mail came another way in the same moment.
    if (!stored.isNew) await dropRaw(deps, rawFileId)
    return stored
  }
}

const knownMail = async (trx: Trx, mailboxId: number, { messageId, bodyHash }: MailIdentity) =>
  (
    await trx
      .selectFrom('receivedMails')
      .select('id')
      .where('mailboxId', '=', mailboxId)
      .where('messageId', '=', messageId)
      .where('bodyHash', '=', bodyHash)
      .executeTakeFirst()
  )?.id

async function storeOnce(
  trx: Trx,
  mail: IncomingMail,
  identity: MailIdentity,
  rawFileId: Id<'file'>,
  at: Date,
) {
  const { mailboxId, source, arrival, envelope } = mail
  const mailId: Id<'received-mail'> = newId(at.getTime())
  const inserted = await trx
    .insertInto('receivedMails')
    .values({
      id: mailId,
      mailboxId,
      source,
      messageId: identity.messageId,
      bodyHash: identity.bodyHash,
      rawFileId,
      size: mail.bytes.length,
      envelopeFrom: envelope?.from == null ? null : address(envelope.from),
      envelopeTo: (envelope?.to ?? []).map(address),
      arrivedAt: arrivalTime(arrival, at),
      storedAt: at,
      fromAddress: null,
      sentAt: null,
      marks: marksOf(mailboxId, identity),
      outcome: null,
      reason: null,
      caseId: null,
      entryId: null,
      lastError: null,
      decidedAt: null,
      decidedBy: null,
    })
    .onConflict((conflict) => conflict.columns(['mailboxId', 'messageId', 'bodyHash']).doNothing())
    .returning('marks')
    .executeTakeFirst()
  if (!inserted) {
    const first = await knownMail(trx, mailboxId, identity)
    await arriveAgain(trx, first!, mail, at)
    return { mailId: first!, isNew: false }
  }
  await claimRaw(trx, rawFileId)
  await arrive(trx, mailId, mail, at)
  await note(trx, mailId, at, 'stored', {
    source,
    size: mail.bytes.length,
    marks: inserted.marks,
    ...placeOf(mail),
  })
  await emit(trx, mailStored, { mailId })
  return { mailId, isNew: true }
}

/** Gateways and web forms use one id for ever: the same id with another content is another mail, and says so. */
const marksOf = (mailboxId: number, { messageId, said }: MailIdentity): RawBuilder<string[]> =>
  said
    ? sql`case when exists (
        select from received_mails where mailbox_id = ${mailboxId} and message_id = ${messageId}
      ) then '{same-id-other-content}'::text[] else '{}'::text[] end`
    : sql`'{}'::text[]`

async function arriveAgain(trx: Trx, mailId: Id<'received-mail'>, mail: IncomingMail, at: Date) {
  const isNews = await arrive(trx, mailId, mail, at)
  if (isNews) await note(trx, mailId, at, 'arrived-again', { source: mail.source, ...placeOf(mail) })
}

/** @returns whether it was not known to lie there */
async function arrive(trx: Trx, mailId: Id<'received-mail'>, { mailboxId, arrival }: IncomingMail, at: Date) {
  if (!arrival) return true
  const { folder, uidValidity, uid } = arrival
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('mailArrivals')
    .values({
      mailboxId,
      folder,
      uidValidity,
      uid,
      mailId,
      arrivedAt: arrivalTime(arrival, at),
      flaggedAt: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  await trx
    .insertInto('mailCursors')
    .values({ mailboxId, folder, uidValidity, lastUid: uid, updatedAt: at })
    .onConflict((conflict) =>
      conflict
        .columns(['mailboxId', 'folder', 'uidValidity'])
        .doUpdateSet({ lastUid: sql`greatest(mail_cursors.last_uid, excluded.last_uid)`, updatedAt: at }),
    )
    .execute()
  return numInsertedOrUpdatedRows === 1n
}

const note = (trx: Trx, mailId: Id<'received-mail'>, at: Date, step: string, detail: object) =>
  trx
    .insertInto('mailTrace')
    .values({ mailId, at, step, detail: JSON.stringify(detail) })
    .execute()

const placeOf = ({ arrival }: IncomingMail) =>
  arrival ? { folder: arrival.folder, uidValidity: arrival.uidValidity, uid: arrival.uid } : {}

/** A server whose clock is broken may say no time at all. */
const arrivalTime = (arrival: Arrival | undefined, at: Date) =>
  arrival && !Number.isNaN(arrival.at.getTime()) ? arrival.at : at

const address = (text: string) => storable(text).slice(0, LONGEST_ADDRESS)

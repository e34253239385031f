import { type SelectQueryBuilder, sql } from 'kysely'
import { visibleCases } from '../../cases/queries.ts'
import { type Actor, may } from '../../platform/actor.ts'
import type { Db } from '../../platform/database/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Id } from '../../platform/values.ts'
import type { Tables } from '../../tables.ts'
import type { Outcome } from '../tables.ts'

const PAGE = 50
const CURSOR = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export const mailNotFound = () => new Refusal('not-found', 'received-mail-not-found')

const COLUMNS = [
  'receivedMails.id',
  'mailboxId',
  'mailboxes.name as mailboxName',
  'receivedMails.source',
  'arrivedAt',
  'fromAddress',
  'fromName',
  'subject',
  'size',
  'outcome',
  'reason',
  'marks',
  'held',
  'caseId',
  'cases.number as caseNumber',
  'tries',
  'receivedMails.lastError',
] as const

type Joined = SelectQueryBuilder<Tables, 'receivedMails' | 'mailboxes' | 'cases', object>

/**
 * The mails that this actor may see: those of cases that they see and, where no case has them, those who handle the
 * cases of everybody.
 */
function visibleMails(db: Db, actor: Actor): Joined {
  const mails = db
    .selectFrom('receivedMails')
    .innerJoin('mailboxes', 'mailboxes.id', 'receivedMails.mailboxId')
    .leftJoin('cases', 'cases.id', 'receivedMails.caseId') as unknown as Joined
  const seesAll = may(actor, 'case:read-all')
  const ofCases = seesAll
    ? sql<boolean>`received_mails.case_id is not null`
    : sql<boolean>`received_mails.case_id in (${visibleCases(db, actor).clearSelect().select('cases.id')})`
  const ofNone = sql<boolean>`received_mails.case_id is null`
  return seesAll && may(actor, 'case:handle')
    ? mails.where(({ or }) => or([ofCases, ofNone]))
    : mails.where(ofCases)
}

/**
 * One page of mails, the latest first. `next` goes into `after`; null on the last page.
 * @throws Refusal 'invalid' `input-invalid` for an `after` that no page gave
 */
export async function listReceived(
  db: Db,
  actor: Actor,
  { outcome, mailboxId, after }: { outcome?: Outcome; mailboxId?: number; after?: string },
) {
  const place = after === undefined ? undefined : placeOf(after)
  const found = await visibleMails(db, actor)
    .select(COLUMNS)
    .$if(outcome !== undefined, (all) => all.where('outcome', '=', outcome!))
    .$if(mailboxId !== undefined, (all) => all.where('mailboxId', '=', mailboxId!))
    .$if(place !== undefined, (all) =>
      all.where(sql<boolean>`(arrived_at, received_mails.id) < (${place!.at}, ${place!.id}::uuid)`),
    )
    .orderBy('arrivedAt', 'desc')
    .orderBy('receivedMails.id', 'desc')
    .limit(PAGE + 1)
    .execute()
  const mails = found.slice(0, PAGE)
  const last = mails.at(-1)
  return { mails, next: found.length > PAGE && last ? `${+last.arrivedAt}.${last.id}` : null }
}

function placeOf(after: string) {
  const [, at, id] = CURSOR.exec(after) ?? []
  if (!at || !id)
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/after', rule: 'format' }] })
  return { at: new Date(Number(at)), id }
}

/** @throws Refusal 'not-found' `received-mail-not-found`, also when it is there but not theirs to see */
export const readReceived = (db: Db, actor: Actor, mailId: Id<'received-mail'>) =>
  visibleMails(db, actor)
    .select(COLUMNS)
    .where('receivedMails.id', '=', mailId)
    .executeTakeFirstOrThrow(mailNotFound)

/** As readReceived, with what has happened to it. */
export async function showReceived(db: Db, actor: Actor, mailId: Id<'received-mail'>) {
  const mail = await readReceived(db, actor, mailId)
  const trace = await db
    .selectFrom('mailTrace')
    .select(['at', 'step', 'detail'])
    .where('mailId', '=', mailId)
    .orderBy('n')
    .limit(500)
    .execute()
  return { ...mail, trace }
}

import { sql } from 'kysely'
import type { Db } from '../platform/database/database.ts'
import { Refusal } from '../platform/refusal.ts'
import type { Id } from '../platform/values.ts'
import type { OutgoingMail } from './api.ts'

const PAGE = 50
const CURSOR = /^(\d{1,15})\.([0-9a-f-]{36})$/

const outgoingMails = (db: Db) =>
  db
    .selectFrom('outgoingMails')
    .leftJoin('cases', 'cases.id', 'outgoingMails.caseId')
    .select([
      'outgoingMails.id',
      'kind',
      'caseId',
      'cases.number as caseNumber',
      'toAddress',
      'subject',
      'body',
      'state',
      'tries',
      'lastError',
      'createdAt',
      'sentAt',
    ])

/**
 * One page of mails, newest first. `next` goes into `after`; null on the last page.
 *
 * @throws Refusal 'invalid' `input-invalid` for an `after` that no page gave
 */
export async function listMails(
  db: Db,
  { state, caseId, after }: { state?: OutgoingMail['state']; caseId?: Id<'case'>; after?: string },
) {
  const place = after === undefined ? undefined : placeOf(after)
  const found = await outgoingMails(db)
    .$if(state !== undefined, (all) => all.where('state', '=', state!))
    .$if(caseId !== undefined, (all) => all.where('caseId', '=', caseId!))
    .$if(place !== undefined, (all) =>
      all.where(sql<boolean>`(created_at, outgoing_mails.id) < (${place!.at}, ${place!.id}::uuid)`),
    )
    .orderBy('createdAt', 'desc')
    .orderBy('outgoingMails.id', 'desc')
    .limit(PAGE + 1)
    .execute()
  const mails = found.slice(0, PAGE)
  const last = mails.at(-1)
  return { mails, next: found.length > PAGE && last ? `${+last.createdAt}.${last.id}` : null }
}

function placeOf(after: string) {
  const [, at, id] = CURSOR.exec(after) ?? []
  if (!at || !id)
    throw new Refusal('invalid', 'input-invalid', { fields: [{ path: '/after', rule: 'format' }] })
  return { at: new Date(Number(at)), id }
}

/** @throws Refusal 'not-found' */
export const readMail = (db: Db, id: Id<'mail'>) =>
  outgoingMails(db)
    .where('outgoingMails.id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'not-found'))

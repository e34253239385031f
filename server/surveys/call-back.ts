import { sql } from 'kysely'
import { appendEntry } from '../cases/change.ts'
import { ROLES, type Role } from '../identity/api.ts'
import type { Actor } from '../platform/actor.ts'
import { type Db, type Trx, transact } from '../platform/database/database.ts'
import type { Deps } from '../platform/deps.ts'
import { emit } from '../platform/events/outbox.ts'
import { Refusal } from '../platform/refusal.ts'
import { readSetting } from '../platform/settings.ts'
import { type Id, newId } from '../platform/values.ts'
import { cleanText } from '../platform/zh/text.ts'
import { callBackOpened } from './events.ts'
import { CALLED_BACK_WITHIN_WORKING_DAYS } from './rules.ts'
import { workingDays } from './working-days.ts'

const DEFAULT_ROLE: Role = 'quality-officer'
const MOST_SHOWN = 200

/** Opens a call-back for the role named by the setting `call-back.role`, due in one working day; once per survey. */
export async function openCallBack(
  trx: Trx,
  { surveyId, caseId, at }: { surveyId: Id<'survey'>; caseId: Id<'case'>; at: Date },
) {
  const after = await workingDays(trx)
  const opened = await trx
    .insertInto('callBacks')
    .values({
      id: newId(),
      surveyId,
      caseId,
      roleId: await responsibleRole(trx),
      openedAt: at,
      dueAt: after(at, CALLED_BACK_WITHIN_WORKING_DAYS),
      doneAt: null,
      doneBy: null,
      cause: null,
      remedy: null,
    })
    .onConflict((conflict) => conflict.column('surveyId').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (opened) await emit(trx, callBackOpened, { callBackId: opened.id, caseId })
}

async function responsibleRole(db: Db): Promise<Role> {
  const set = await readSetting(db, 'call-back.role')
  return ROLES.find((role) => role === set) ?? DEFAULT_ROLE
}

/** The call-backs of the actor's roles, all of them for a supervisor: those open by their due time, else the latest done. */
export const listCallBacks = (db: Db, actor: Actor, { done = false }: { done?: boolean }) =>
  callBacksOf(db, actor)
    .$if(!done, (all) => all.where('callBacks.doneAt', 'is', null).orderBy('callBacks.dueAt'))
    .$if(done, (all) => all.where('callBacks.doneAt', 'is not', null).orderBy('callBacks.doneAt', 'desc'))
    .orderBy('callBacks.id')
    .limit(MOST_SHOWN)
    .execute()

/**
 * Records why the requester was dissatisfied and what was done about it, also in the case's history.
 *
 * @throws Refusal 'not-found' `call-back-not-found`: no such call-back, or of another role
 * @throws Refusal 'conflict' `call-back-not-found`: somebody has done it
 * @throws Refusal 'invalid' `text-missing`: nothing but white space
 */
export async function recordCallBack(
  { db, now }: Pick<Deps, 'db' | 'now'>,
  actor: Actor,
  callBackId: Id<'call-back'>,
  result: { cause: string; remedy: string },
  origin: string,
) {
  const cause = cleanText(result.cause).trim()
  const remedy = cleanText(result.remedy).trim()
  if (!cause || !remedy) throw new Refusal('invalid', 'text-missing')
  return transact(db, async (trx) => {
    const at = now()
    const { caseId, doneAt } = await readCallBack(trx, actor, callBackId)
    const done = await trx
      .updateTable('callBacks')
      .set({ cause, remedy, doneAt: at, doneBy: actor.id })
      .where('id', '=', callBackId)
      .where('doneAt', 'is', null)
      .returning('id')
      .executeTakeFirst()
    if (doneAt || !done) throw new Refusal('conflict', 'call-back-not-found')
    await appendEntry(trx, caseId, {
      kind: 'survey',
      actorId: actor.id,
      origin,
      at,
      body: { to: 'called-back', note: cause, text: remedy },
    })
    return readCallBack(trx, actor, callBackId)
  })
}

const readCallBack = (db: Db, actor: Actor, id: Id<'call-back'>) =>
  callBacksOf(db, actor)
    .where('callBacks.id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('not-found', 'call-back-not-found'))

const callBacksOf = (db: Db, { roles }: Actor) =>
  db
    .selectFrom('callBacks')
    .innerJoin('surveys', 'surveys.id', 'callBacks.surveyId')
    .innerJoin('cases', 'cases.id', 'callBacks.caseId')
    .leftJoin('people', 'people.id', 'callBacks.doneBy')
    .select(['callBacks.id', 'callBacks.caseId', 'callBacks.openedAt', 'callBacks.dueAt'])
    .select(['callBacks.doneAt', 'callBacks.cause', 'callBacks.remedy', 'people.name as doneByName'])
    .select(['cases.number as caseNumber', 'cases.title', 'cases.requesterName'])
    .select(['cases.requesterPhone', 'cases.requesterEmail'])
    .select([sql<number>`surveys.score`.as('score'), 'surveys.comment'])
    .$if(!roles.includes('supervisor'), (all) =>
      all.where('callBacks.roleId', '=', sql<Role>`any(${roles}::text[])`),
    )

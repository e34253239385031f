import { keepDraft } from '../../server/cases/drafts.ts'
import { acceptCase } from '../../server/cases/open.ts'
import { beginImport } from '../../server/directory/import/begin.ts'
import { directoryScope } from '../../server/directory/import/subjects/subjects.ts'
import { storeUpload } from '../../server/files/store-upload.ts'
import { queueMail } from '../../server/notifications/queue-mail.ts'
import { transact } from '../../server/platform/database/database.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { personOf } from './demonstration-accounts.ts'
import { layEntry } from './knowledge-ground.ts'

/**
 * One record of each kind that has an owner: a case of user1 with a file, an upload, an offer to agent1, a failed
 * mail, an import of super1, a draft, a call-back of the supervisors, an entry of Q&A for staff.
 */
export async function recordsOfOthers(deps: Deps) {
  const { db, now } = deps
  const requesterId = await personOf(db, 'user1')
  const agentId = await personOf(db, 'agent1')
  const upload = (name: string, uploader = requesterId) =>
    storeUpload(deps, {
      name,
      bytes: (async function* () {
        yield Buffer.from(`${name}\n`.repeat(20))
      })(),
      uploader,
    })
  const attached = await upload('錯誤紀錄.log')
  const unclaimed = await upload('草稿附件.log')
  const filed = await acceptCase(deps, {
    channel: 'web',
    leadSystemId: await systemOfNeither(deps),
    systemIds: [],
    title: '獨一無二的標題：匯出後姓名變成問號',
    text: '在人員清冊按匯出，部分姓名變成問號。',
    fileIds: [attached.id],
    requesterId,
    requesterName: '朱曉嵐',
    requesterEmail: 'chu@k012.example',
    requesterPhone: null,
    keyedById: null,
    actorId: requesterId,
    agencyId: null,
    priority: 3,
    language: 'zh-TW',
    origin: 'web 192.0.2.1',
  })
  const offerId = newId<'offer'>()
  await db
    .insertInto('offers')
    .values({
      id: offerId,
      caseId: filed.id,
      agentId,
      madeAt: now(),
      expiresAt: new Date(now().getTime() + 3_600_000),
      outcome: null,
      decidedAt: null,
      reason: '{}',
    })
    .execute()
  const mailId = await transact(db, (trx) =>
    queueMail(trx, deps, {
      dedupeKey: `test:${filed.id}`,
      kind: 'notice',
      caseId: filed.id,
      sender: null,
      to: { address: 'chu@k012.example', name: '朱曉嵐' },
      letter: { subject: '通知', text: '通知', html: '<p>通知</p>' },
    }),
  )
  const failAgain = () =>
    db.updateTable('outgoingMails').set({ state: 'failed', dueAt: null }).where('id', '=', mailId!).execute()
  await failAgain()
  const draft = { id: requesterId, name: '', roles: [], permissions: [], sessionId: newId<'session'>() }
  await keepDraft(deps, draft, 'new-case', { description: '還沒寫完' })
  const importId = await importOfSupervisor(deps, upload)
  return {
    caseId: filed.id,
    importId,
    number: filed.number,
    /** Of Q&A, for staff. */
    entryNumber: (await layEntry(db, { visibility: 'internal' })).number,
    offerId,
    mailId: mailId!,
    callBackId: await callBackOfSupervisors(deps, filed.id),
    key: 'new-case',
    attachedId: attached.id,
    unclaimedId: unclaimed.id,
    failAgain,
  }
}

/** super1 has looked at a list of people and imported nothing yet. */
async function importOfSupervisor(
  deps: Deps,
  upload: (name: string, uploader: Id<'person'>) => Promise<{ id: Id<'file'> }>,
) {
  const id = await personOf(deps.db, 'super1')
  const { id: fileId } = await upload('人員名冊.csv', id)
  const actor = { id, name: '', roles: [], permissions: [], sessionId: newId<'session'>() }
  return beginImport(deps, directoryScope, { actor, address: '192.0.2.1' }, { fileId, subject: 'people' })
}

/** A system that is neither owner1's nor of vendor1's company. */
async function systemOfNeither({ db }: Pick<Deps, 'db'>) {
  const { vendorId } = await db
    .selectFrom('people')
    .select('vendorId')
    .where('id', '=', await personOf(db, 'vendor1'))
    .executeTakeFirstOrThrow()
  const { id } = await db
    .selectFrom('systems')
    .select('id')
    .where('ownerId', '<>', await personOf(db, 'owner1'))
    .where('vendorId', '<>', vendorId!)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  return id
}

async function callBackOfSupervisors({ db, now }: Pick<Deps, 'db' | 'now'>, caseId: Id<'case'>) {
  const surveyId = newId<'survey'>()
  const id = newId<'call-back'>()
  const { leadSystemId } = await db
    .selectFrom('cases')
    .select('leadSystemId')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  await db
    .insertInto('surveys')
    .values({
      id: surveyId,
      caseId,
      agentId: null,
      systemId: leadSystemId,
      invitedAt: now(),
      remindedAt: null,
      answeredAt: now(),
      expiresAt: new Date(now().getTime() + 3_600_000),
      score: 1,
      comment: '等太久',
    })
    .execute()
  await db
    .insertInto('callBacks')
    .values({
      id,
      surveyId,
      caseId,
      roleId: 'supervisor',
      openedAt: now(),
      dueAt: now(),
      doneAt: null,
      doneBy: null,
      cause: null,
      remedy: null,
    })
    .execute()
  return id
}

import { assignCase, assignFromQueue } from '../../server/cases/assign.ts'
import { requesterVerifies, requesterWrites } from '../../server/cases/by-requester.ts'
import { claimCase } from '../../server/cases/claim.ts'
import { closeCase } from '../../server/cases/close.ts'
import { closeSilent } from '../../server/cases/close-silent.ts'
import { editCase } from '../../server/cases/edit.ts'
import { escalateCase } from '../../server/cases/escalate.ts'
import { acceptHandOver, handOver, returnHandOver } from '../../server/cases/hand-over.ts'
import { addNote } from '../../server/cases/note.ts'
import { reopenCase } from '../../server/cases/reopen.ts'
import { replyTo } from '../../server/cases/reply.ts'
import type { Verb } from '../../server/cases/rules.ts'
import { startCase } from '../../server/cases/start.ts'
import { withdrawCase } from '../../server/cases/withdraw.ts'
import type { Actor } from '../../server/platform/actor.ts'
import { transact } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'
import type { openDesk } from './case-desk.ts'
import type { SituationName } from './case-grid.ts'

export const TIER_2 = 2

/** What HTTP tells of an order. */
export const order = (actor: Actor, caseId: Id<'case'>, more: { version?: number; key?: string } = {}) => ({
  actor,
  caseId,
  address: '192.0.2.1',
  ...more,
})

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** An agent who owns what is made, a colleague, a second tier, a supervisor. */
export async function staffOf(desk: Desk) {
  return {
    owner: await desk.hire('tier1-agent', { name: '林以晴', tier: 1, site: 'nantou' }),
    colleague: await desk.hire('tier1-agent', { name: '陳柏翰', tier: 1 }),
    expert: await desk.hire('tier2', { name: '吳雅雯', tier: 2 }),
    supervisor: await desk.hire('supervisor', { name: '周督導', tier: 1 }),
  }
}
export type Staff = Awaited<ReturnType<typeof staffOf>>

/** Brings a new case into a situation by the verbs that people use. */
export async function bringTo(desk: Desk, { owner }: Pick<Staff, 'owner'>, situation: SituationName) {
  const { deps } = desk
  const { id } = await desk.file()
  const o = order(owner, id)
  if (situation === 'received') return id
  if (situation === 'withdrawn') {
    await withdrawCase(deps, o, { reason: '重複掛號' })
    return id
  }
  await claimCase(deps, o)
  if (situation === 'assigned') return id
  await startCase(deps, o)
  const reply = (outcome: Parameters<typeof replyTo>[2]['outcome']) =>
    replyTo(deps, o, { text: '請重新整理後再送一次。', outcome })
  switch (situation) {
    case 'waiting':
      await reply('waiting-data')
      break
    case 'verifying':
      await reply('waiting-verification')
      break
    case 'escalated':
      await escalateCase(deps, o, { queueId: TIER_2, note: '疑似系統設計問題' })
      break
    case 'answered':
    case 'closed':
    case 'reopened':
      await reply('answered')
      if (situation !== 'answered')
        await closeCase(deps, o, { rootCause: 'operation', disposition: 'explained' })
      if (situation === 'reopened') await reopenCase(deps, o, { reason: '又發生了' })
  }
  return id
}

/** Each verb as somebody does it who may, whatever the situation. */
export const doing = (
  desk: Desk,
  { owner, colleague, expert, supervisor }: Staff,
  id: Id<'case'>,
): Record<Verb, () => Promise<unknown>> => {
  const { deps, db } = desk
  const requester = { actorId: null, origin: 'web 192.0.2.7' }
  const reply = (outcome: Parameters<typeof replyTo>[2]['outcome']) =>
    replyTo(deps, order(owner, id), { text: '您好', outcome })
  return {
    claim: () => claimCase(deps, order(expert, id)),
    route: () =>
      transact(db, (trx) =>
        assignFromQueue(trx, { caseId: id, agentId: expert.id, at: desk.clock.now(), reason: '差勤 2 級' }),
      ),
    start: () => startCase(deps, order(owner, id)),
    note: () => addNote(deps, order(colleague, id), { text: '對方下午三點後才在' }),
    reply: () => reply('stay'),
    answer: () => reply('answered'),
    'ask-data': () => reply('waiting-data'),
    'ask-verification': () => reply('waiting-verification'),
    close: () =>
      closeCase(deps, order(owner, id), { rootCause: 'network', disposition: 'solved', answer: '好了' }),
    escalate: () => escalateCase(deps, order(owner, id), { queueId: TIER_2, note: '請協助' }),
    'hand-over': () => handOver(deps, order(owner, id), { toId: colleague.id, note: '我明天請假' }),
    accept: () => acceptHandOver(deps, order(expert, id)),
    return: () => returnHandOver(deps, order(expert, id), { note: '不是我的業務' }),
    assign: () => assignCase(deps, order(supervisor, id), { ownerId: colleague.id, reason: '平衡工作量' }),
    requeue: () => assignCase(deps, order(supervisor, id), { ownerId: null, reason: '重新分派' }),
    edit: () => editCase(deps, order(supervisor, id), { title: '改過的主旨' }),
    withdraw: () => withdrawCase(deps, order(supervisor, id), { reason: '使用者已自行解決' }),
    reopen: () => reopenCase(deps, order(colleague, id), { reason: '又發生了' }),
    write: () => requesterWrites(deps, id, { text: '補充說明', fileIds: [], by: requester }),
    confirm: () => requesterVerifies(deps, id, { solved: true, by: requester }),
    dispute: () => requesterVerifies(deps, id, { solved: false, comment: '還是不行', by: requester }),
    lapse: async () => {
      desk.clock.advance({ hours: 24 * 14 })
      await closeSilent(deps)
    },
  }
}

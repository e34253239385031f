import { keepDraft, readDraft } from '../../server/cases/drafts.ts'
import { sendReply } from '../../server/cases/pending/hold.ts'
import { sendDueReplies } from '../../server/cases/pending/send-due.ts'
import { showCase } from '../../server/cases/read.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Deps } from '../../server/platform/deps.ts'
import { openDesk } from './case-desk.ts'
import { bringTo, order, staffOf } from './case-ways.ts'

const log = { warn: () => {} } as unknown as Deps['log']
export const WORDS = { text: '您好：\n\n請改用 ODS 匯出「𡍼」。  ', outcome: 'answered' as const }

/** A case that its owner works on, and what they do with it. */
export async function atWork(db: Db) {
  const desk = await openDesk(db)
  const staff = await staffOf(desk)
  const { owner } = staff
  const caseId = await bringTo(desk, staff, 'in-progress')
  const deps = { ...desk.deps, log }
  const key = `case:${caseId}:reply`
  return {
    ...desk,
    ...staff,
    deps,
    caseId,
    send: (more: Partial<Parameters<typeof sendReply>[2]> = {}, by: Actor = owner) =>
      sendReply(deps, order(by, caseId), { ...WORDS, ...more }),
    pass: async (seconds: number) => {
      desk.clock.advance({ seconds })
      await sendDueReplies(deps)
    },
    pending: async () => (await showCase(deps, owner, caseId)).pendingReplies,
    draft: async (by: Actor = owner) => (await readDraft(db, by, key)).body,
    write: (body: Record<string, unknown>) => keepDraft(deps, owner, key, body),
    sent: async () =>
      (await desk.entries(caseId)).filter(({ kind }) => kind === 'message-out').map(({ body }) => body),
    status: async () => (await desk.stored(caseId)).status,
  }
}

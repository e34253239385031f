import { describe, expect } from 'vitest'
import { sendClosing } from '../../server/cases/pending/hold.ts'
import { takeBack } from '../../server/cases/pending/take-back.ts'
import { aFile } from '../support/came-by-mail.ts'
import { order } from '../support/case-ways.ts'
import { testAlone as test } from '../support/database.ts'
import { atWork } from '../support/pending-replies.ts'

describe('closing with an answer', () => {
  const closing = { rootCause: 'operation', disposition: 'explained' } as const

  test('closes the case when the answer can no longer be taken back', async ({ db }) => {
    const it = await atWork(db)
    const file = await aFile(db, it.owner.id, { name: '說明.pdf', size: 12 })
    const shown = await sendClosing(it.deps, order(it.owner, it.caseId), {
      ...closing,
      answer: '請重新登入。',
      fileIds: [file],
    })
    expect(shown).toMatchObject({ status: 'in-progress', pendingReplies: [{ outcome: 'closed' }] })
    await it.pass(10)
    expect(await it.stored(it.caseId)).toMatchObject({
      status: 'closed',
      answer: '請重新登入。',
      ...closing,
    })
    expect(await it.sent()).toMatchObject([{ text: '請重新登入。', files: [{ id: file }] }])
  })

  test('taken back, leaves the case open and the answer a draft that knows how it was to be closed', async ({
    db,
  }) => {
    const it = await atWork(db)
    const shown = await sendClosing(it.deps, order(it.owner, it.caseId), { ...closing, answer: '好了' })
    await takeBack(it.deps, it.owner, { caseId: it.caseId, replyId: shown.pendingReplies[0]!.id })
    await it.pass(60)
    expect(await it.status()).toBe('in-progress')
    expect(await it.draft()).toMatchObject({ text: '好了', outcome: 'answered', closing })
  })
})

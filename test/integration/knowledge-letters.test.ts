import { expect } from 'vitest'
import { tellEditors } from '../../server/notifications/knowledge/tell-editors.ts'
import { tellOwner } from '../../server/notifications/knowledge/tell-owner.ts'
import { tellReviewers } from '../../server/notifications/knowledge/tell-reviewers.ts'
import { tellLive, tellReturned } from '../../server/notifications/knowledge/tell-writers.ts'
import { sendDueMails } from '../../server/notifications/send-due-mails.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { keptMail } from '../../server/platform/mail/kept-mail.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { noteNotFound } from '../../server/search/not-found.ts'
import { testAlone } from '../support/knowledge/editors.ts'
import { type Laid, layEntry } from '../support/knowledge-ground.ts'
import { lettersFrom } from '../support/mailed-cases.ts'

const HOUR = 3_600_000
const FRIDAY = new Date('2026-11-20T01:00:00Z')

const test = testAlone.extend('post', async ({ db, desk }) => {
  const at = { now: FRIDAY }
  const deps = { db, now: () => at.now, publicUrl: 'https://help.example' }
  const address = async (id: Id<'person'>, email: string) => {
    await db.updateTable('people').set({ email }).where('id', '=', id).execute()
  }
  await address(desk.writer.id, 'writer@example.gov.tw')
  await address(desk.reviewer.id, 'reviewer@example.gov.tw')
  await address(desk.second.id, 'second@example.gov.tw')
  return {
    deps,
    move: (ms: number) => {
      at.now = new Date(+at.now + ms)
    },
    /** Whom what was written to, in the order in which it was. */
    letters: async (kind: string) =>
      (
        await db
          .selectFrom('outgoingMails')
          .select(['toAddress', 'subject', 'body', 'state'])
          .where('dedupeKey', 'like', `knowledge-${kind}:%`)
          .orderBy('createdAt')
          .orderBy('toAddress')
          .execute()
      ).map(({ toAddress, ...letter }) => ({ to: toAddress.split('@')[0], ...letter })),
  }
})

test('reviewers hear of what was submitted together, an hour apart, and not of what they wrote themselves', async ({
  desk,
  post,
}) => {
  const { deps, move, letters } = post
  const submitted = async (title: string, as = desk.writer) => {
    const { id } = await desk.begin({ title }, as)
    return desk.submit(id, as)
  }
  expect(await tellReviewers(deps)).toBe(0)
  const first = await submitted('第一則')
  await submitted('審核者自己寫的', desk.reviewer)
  expect(await tellReviewers(deps)).toBe(2)
  expect((await letters('review')).map(({ to, subject }) => `${to} ${subject}`)).toEqual([
    'reviewer [問答] 1 則新送審，共 1 則等您審核',
    'second [問答] 2 則新送審，共 2 則等您審核',
  ])
  await sendDueMails(lettersFrom(desk.deps.db, deps.now, keptMail()))
  expect((await letters('review')).map(({ state }) => state)).toEqual(['sent', 'sent'])
  await submitted('第二則')
  move(HOUR - 1000)
  expect(await tellReviewers(deps)).toBe(0)
  move(1000)
  const atOnce = await Promise.all([tellReviewers(deps), tellReviewers(deps)])
  expect(atOnce.toSorted()).toEqual([0, 2])
  const [, , again] = await letters('review')
  expect(again).toMatchObject({ to: 'reviewer', subject: '[問答] 1 則新送審，共 2 則等您審核' })
  expect(again!.body).toMatch(/【新】Q\d+ 第二則（林以晴，115\S* 送審）/)
  expect(again!.body).toContain(`- ${first.number} 第一則`)
  expect(again!.body).not.toContain('審核者自己寫的')
  move(HOUR)
  expect(await tellReviewers(deps)).toBe(0)
})

test('what waited long before is no news when this first runs, whichever letter looks first', async ({
  desk,
  post,
}) => {
  const { id } = await desk.begin()
  await desk.submit(id)
  post.move(3 * HOUR)
  await tellEditors(post.deps)
  expect(await tellReviewers(post.deps)).toBe(0)
  post.move(HOUR)
  expect(await tellReviewers(post.deps)).toBe(0)
})

test('who wrote it hears that it was given back and why, and that it is live', async ({ desk, post }) => {
  const { deps, letters } = post
  const { id } = await desk.begin({ title: '簽核人怎麼指定？' })
  await desk.submit(id)
  const back = await desk.take('review', id, desk.reviewer, { decision: 'return', note: '請補上新版的畫面' })
  const versionId = back.atWork!.id
  for (let times = 0; times < 2; times++) await tellReturned(deps, { versionId, isApproved: false })
  const returned = await letters('returned')
  expect(returned.map(({ to }) => to)).toEqual(['writer'])
  expect(returned[0]!.subject).toContain('已退回，請修改：簽核人怎麼指定？')
  expect(returned[0]!.body).toContain('請補上新版的畫面')
  await desk.submit(id)
  await tellReturned(deps, { versionId, isApproved: false })
  const live = await desk.approve(id, desk.second)
  for (let times = 0; times < 2; times++) await tellLive(deps, { versionId })
  expect(await letters('returned')).toHaveLength(1)
  expect(await letters('live')).toMatchObject([
    { to: 'writer', subject: `[問答 ${live.number}] 已上線：簽核人怎麼指定？` },
  ])
})

test('who answers for entries hears once a day that their review day is past', async ({ db, desk, post }) => {
  const { deps, move, letters } = post
  const overdue: Laid[] = []
  for (const title of ['舊規定', '更舊的規定'])
    overdue.push(await layEntry(db, { title, reviewOn: '2026-11-01' }))
  const own = async (one: Laid) =>
    db.updateTable('knowledgeEntries').set({ ownerId: desk.writer.id }).where('id', '=', one.id).execute()
  await own(overdue[0]!)
  await own(overdue[1]!)
  const nobodys = await layEntry(db, { reviewOn: '2026-11-01' })
  const fine = await layEntry(db, { reviewOn: '2027-11-01' })
  await own(fine)
  for (const { id } of [...overdue, nobodys, fine]) await tellOwner(deps, { entryId: id })
  const told = await letters('overdue')
  expect(told).toMatchObject([{ to: 'writer', subject: '[問答] 您負責的 2 則問答已過檢視日' }])
  expect(told[0]!.body).toContain('更舊的規定')
  move(24 * HOUR)
  await tellOwner(deps, { entryId: overdue[0]!.id })
  expect(await letters('overdue')).toHaveLength(2)
})

test('editors hear on Monday what is missed, what does not help and what is old; not when there is nothing', async ({
  db,
  post,
}) => {
  const { deps, move, letters } = post
  expect(await tellEditors(deps)).toBe(0)
  // Monday, 07:59, and a minute later.
  move(3 * 24 * HOUR - HOUR - 60_000)
  expect(await tellEditors(deps)).toBe(0)
  move(60_000)
  expect(await tellEditors(deps)).toBe(0)
  expect(await letters('week')).toEqual([])
  for (let n = 0; n < 3; n++) await noteNotFound(db, '留職停薪怎麼算年資', deps.now())
  const { id, versionId, number } = await layEntry(db, { title: '沒有幫助的問答', reviewOn: '2026-11-01' })
  await say(db, { id, versionId }, 3, deps.now())
  expect(await tellEditors(deps)).toBe(0)
  move(7 * 24 * HOUR)
  const atOnce = await Promise.all([tellEditors(deps), tellEditors(deps)])
  expect(atOnce.toSorted()).toEqual([0, 2])
  const [letter] = await letters('week')
  expect(letter!.subject).toBe('[問答] 本週待處理：1 個問題找不到答案、3 則意見未答覆、1 則逾期')
  expect(letter!.body).toContain('- 留職停薪怎麼算年資（3 次）')
  expect(letter!.body).toContain(`- ${number} 沒有幫助的問答（沒有解決 3 人、解決 0 人）`)
  expect(letter!.body).toContain('負責人：未指定')
})

test('who has left, cannot sign in or has lost the permission is not written to', async ({
  db,
  desk,
  post,
}) => {
  const { id } = await desk.begin()
  await desk.submit(id)
  await db.updateTable('people').set({ leftOn: '2026-11-01' }).where('id', '=', desk.reviewer.id).execute()
  await db
    .updateTable('accounts')
    .set({ disabledAt: FRIDAY })
    .where('personId', '=', desk.second.id)
    .execute()
  expect(await tellReviewers(post.deps)).toBe(0)
})

const say = (db: Db, { id, versionId }: Pick<Laid, 'id' | 'versionId'>, times: number, at: Date) =>
  db
    .insertInto('knowledgeFeedback')
    .values(
      Array.from({ length: times }, (_, n) => ({
        id: newId<'knowledge-feedback'>(),
        entryId: id,
        versionId,
        personId: null,
        visitor: String(n),
        solved: false,
        reason: '看不懂',
        answer: null,
        answeredAt: null,
        answeredBy: null,
        at,
      })),
    )
    .execute()

import { describe, expect } from 'vitest'
import { knowledgeFeedbackRoutes } from '../../server/knowledge/editing/feedback-routes.ts'
import { giveFeedback } from '../../server/knowledge/reading/feedback.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { secretsFrom } from '../../server/platform/secrets.ts'
import { test as base } from '../support/database.ts'
import { editorsDesk } from '../support/knowledge/editors.ts'
import { layEntry, takeBack } from '../support/knowledge-ground.ts'

const test = base.extend('desk', async ({ db }, { onCleanup }) => {
  const at = { now: new Date('2026-11-20T01:00:00Z') }
  const deps = { db, now: () => at.now }
  const desk = await editorsDesk(db, [knowledgeFeedbackRoutes(deps)])
  onCleanup(() => desk.app.close())
  const later = () => {
    at.now = new Date(at.now.getTime() + 60_000)
  }
  return { ...desk, later, say: sayer(db, () => at.now) }
})

const sayer =
  (db: Db, now: () => Date) =>
  (number: string, reason: string, { solved = false, visitor = 'one' } = {}) =>
    giveFeedback(
      { db, now, secrets: secretsFrom('k'.repeat(32)) },
      { actor: undefined, address: '192.0.2.1', visitor: () => visitor },
      { number, solved, reason },
    )

type Row = { id: string; at: string; answeredAt: string | null; reason: string; found: { text: string }[] }
type Page = { rows: Row[]; counts: Record<string, number>; entries: { number: string; open: number }[] }

const lister =
  (ask: (endpoint: string, how: { as: Actor }) => Promise<{ body: Page }>, as: Actor, entry: string) =>
  async (list = 'open') =>
    (await ask(`GET /knowledge-feedback?list=${list}&entry=${entry}`, { as })).body
const seen = ({ at, answeredAt }: Row) => ({ at, answeredAt })

describe('what readers wrote', () => {
  test('lies with the editors newest first, those without words only counted', async ({ db, desk }) => {
    const { id, number } = await layEntry(db, { title: '差勤怎麼補登？' })
    const list = lister(desk.ask, desk.writer, id)
    for (const [n, reason] of ['找不到按鈕', '', '畫面不同'].entries()) {
      await desk.say(number, reason, { visitor: String(n) })
      desk.later()
    }
    const { rows, counts, entries } = await list()
    expect(rows.map(({ reason }) => reason)).toEqual(['畫面不同', '找不到按鈕'])
    expect(counts).toEqual({ open: 2, answered: 0, aside: 0 })
    expect(entries.find((entry) => entry.number === number)).toMatchObject({
      open: 2,
      solved: 0,
      unsolved: 3,
    })
  })

  test('is answered for every reader, and stays with them until it is opened again', async ({ db, desk }) => {
    const { id, number } = await layEntry(db)
    const list = lister(desk.ask, desk.writer, id)
    await desk.say(number, '我是王小明，手機 0912-345-678，第二步沒有按鈕')
    const [row] = (await list()).rows
    expect(row!.found.map(({ text }) => text)).toContain('0912-345-678')
    const answer = (body: object, as = desk.writer) =>
      desk.ask(`PUT /knowledge-feedback/${row!.id}/answer`, { as, body: { letStand: [], ...body } })
    const answered = await answer({ ...seen(row!), answer: '新版改到右上角的選單' })
    expect(answered.status).toBe(200)
    expect(answered.body.reason).not.toContain('0912-345-678')
    expect(answered.body).toMatchObject({ answer: '新版改到右上角的選單', answeredBy: '林以晴' })
    expect(await list()).toMatchObject({ rows: [], counts: { open: 0, answered: 1 } })
    expect(await desk.audit(id)).toMatchObject([
      { action: 'knowledge-feedback-answered', actorId: desk.writer.id, detail: { feedback: row!.id } },
    ])
    const again = await desk.ask(`DELETE /knowledge-feedback/${row!.id}/answer`, { as: desk.reviewer })
    expect(again.body).toMatchObject({ answer: null, answeredAt: null })
    expect((await list()).counts).toEqual({ open: 1, answered: 0, aside: 0 })
  })

  test('is not answered with somebody’s data, nor when the reader has said something else meanwhile', async ({
    db,
    desk,
  }) => {
    const { id, number } = await layEntry(db)
    const list = lister(desk.ask, desk.writer, id)
    await desk.say(number, '少一張圖')
    const [row] = (await list()).rows
    const answer = (body: object, as = desk.writer) =>
      desk.ask(`PUT /knowledge-feedback/${row!.id}/answer`, { as, body: { letStand: [], ...body } })
    const phone = { answer: '請電洽 0912-345-678', ...seen(row!) }
    const refused = await answer(phone)
    expect([refused.status, refused.body.code]).toEqual([400, 'knowledge-feedback-personal-data'])
    desk.later()
    await desk.say(number, '少兩張圖')
    const late = await answer({ ...seen(row!), answer: '已補上' })
    expect([late.status, late.body.code]).toEqual([409, 'knowledge-feedback-changed'])
    const [now] = (await list()).rows
    expect(now!.reason).toBe('少兩張圖')
    const both = await Promise.all([
      answer({ ...seen(now!), answer: '甲的答覆' }),
      answer({ ...seen(now!), answer: '乙的答覆' }, desk.colleague),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const found = refused.body.detail?.found ?? refused.body.found
    const stands = await answer({
      ...phone,
      ...seen((await list('answered')).rows[0]!),
      letStand: found.map((one: { text: string }) => one.text),
    })
    expect(stands.status).toBe(200)
  })

  test('is set aside without a word to anybody, and gone from the list with its entry', async ({
    db,
    desk,
  }) => {
    const laid = await layEntry(db)
    const list = lister(desk.ask, desk.writer, laid.id)
    await desk.say(laid.number, '亂寫的')
    const [row] = (await list()).rows
    const aside = await desk.ask(`POST /knowledge-feedback/${row!.id}/aside`, {
      as: desk.writer,
      body: seen(row!),
    })
    expect([aside.status, aside.body.answer]).toEqual([201, null])
    expect((await list()).counts).toEqual({ open: 0, answered: 0, aside: 1 })
    await takeBack(db, laid)
    expect((await list('aside')).rows).toEqual([])
    const gone = await desk.ask(`DELETE /knowledge-feedback/${row!.id}/answer`, { as: desk.writer })
    expect([gone.status, gone.body.code]).toEqual([404, 'knowledge-feedback-not-found'])
  })

  test('is read page by page, and by nobody who does not write entries', async ({ db, desk }) => {
    const { id, number } = await layEntry(db)
    for (let n = 0; n < 33; n++) await desk.say(number, `第 ${n} 則`, { visitor: String(n) })
    const first = await desk.ask(`GET /knowledge-feedback?entry=${id}`, { as: desk.writer })
    const next = await desk.ask(`GET /knowledge-feedback?entry=${id}&after=${first.body.next}`, {
      as: desk.writer,
    })
    const ids = [...first.body.rows, ...next.body.rows].map((row: Row) => row.id)
    expect([ids.length, new Set(ids).size, next.body.next]).toEqual([33, 33, null])
    expect((await desk.ask(`GET /knowledge-feedback?after=nonsense`, { as: desk.writer })).status).toBe(400)
    const outsider = await desk.hire('user')
    expect((await desk.ask('GET /knowledge-feedback', { as: outsider })).status).toBe(403)
  })
})

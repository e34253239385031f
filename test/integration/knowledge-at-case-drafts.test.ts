import { describe, expect } from 'vitest'
import { claimCase } from '../../server/cases/claim.ts'
import { replyTo } from '../../server/cases/reply.ts'
import { draftOfCase, offerDraft } from '../../server/knowledge/at-case/case-draft.ts'
import { suggestMissing } from '../../server/knowledge/at-case/gap.ts'
import { withoutPersonalData } from '../../server/knowledge/personal-data.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDesk } from '../support/case-desk.ts'
import { order, staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

const QUESTION = '我是王小明，身分證字號 A123456789，請假單送出後簽核人是空白的。'
const ANSWER = '王小明您好，請至差勤系統設定直屬主管。如有疑問請洽 049-2394000。'

async function answered(db: Db) {
  const desk = await openDesk(db)
  const { owner, colleague } = await staffOf(desk)
  const { id: caseId } = await desk.file({
    title: '王小明的請假單沒有簽核人',
    text: QUESTION,
    systemIds: [desk.payroll],
  })
  await claimCase(desk.deps, order(owner, caseId))
  await replyTo(desk.deps, order(owner, caseId), { text: ANSWER, outcome: 'answered' })
  const asked = { ...order(owner, caseId) }
  const offered = () => offerDraft(desk.deps, owner, caseId)
  const clean = async () => {
    const { title, titleFound, body, bodyFound } = await offered()
    return {
      title: withoutPersonalData(title, titleFound),
      body: withoutPersonalData(body, bodyFound),
      letStand: [],
    }
  }
  return { ...desk, owner, colleague, caseId, asked, offered, clean }
}

const entriesFrom = (db: Db, caseId: Awaited<ReturnType<typeof answered>>['caseId']) =>
  db.selectFrom('knowledgeEntries').selectAll().where('fromCaseId', '=', caseId).execute()

describe('a draft of a case', () => {
  test('is offered with question and answer, and everything in them that is somebody’s', async ({ db }) => {
    const { offered } = await answered(db)
    const { title, titleFound, body, bodyFound, made } = await offered()
    expect(title).toBe('王小明的請假單沒有簽核人')
    expect(body).toBe(`## 問題\n\n${QUESTION}\n\n## 解答\n\n${ANSWER}`)
    expect(titleFound).toMatchObject([{ kind: 'name', text: '王小明', from: 0, to: 3 }])
    expect(bodyFound.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['王小明', 'A123456789', '049-2394000']),
    )
    for (const { from, to, text } of bodyFound) expect(body.slice(from, to)).toBe(text)
    expect(made).toEqual([])
  })

  test('is kept without them, for everybody, about the systems of the case, which it remembers', async ({
    db,
  }) => {
    const { deps, asked, clean, caseId, attendance, payroll, owner, offered } = await answered(db)
    const { id, number } = await draftOfCase(deps, asked, await clean())
    const entry = await db
      .selectFrom('knowledgeEntries')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    expect(entry).toMatchObject({ number, fromCaseId: caseId, createdBy: owner.id, liveVersionId: null })
    const version = await db
      .selectFrom('knowledgeVersions')
      .selectAll()
      .where('entryId', '=', id)
      .executeTakeFirstOrThrow()
    expect(version).toMatchObject({ state: 'draft', visibility: 'public', domain: '差勤' })
    expect(JSON.stringify(version)).not.toMatch(/王小明|A123456789|2394000/)
    expect(version.body).toContain('請至差勤系統設定直屬主管')
    const systems = await db
      .selectFrom('knowledgeVersionSystems')
      .select('systemId')
      .where('versionId', '=', version.id)
      .execute()
    expect(new Set(systems.map(({ systemId }) => systemId))).toEqual(new Set([attendance, payroll]))
    expect((await offered()).made).toMatchObject([{ id, number, state: 'draft' }])
  })

  test('is refused while anything found is neither removed nor let stand, and nothing is kept', async ({
    db,
  }) => {
    const { deps, asked, clean, caseId } = await answered(db)
    const { title, body } = await clean()
    const left = [
      { title, body: `${body}\n\n身分證字號 A123456789`, letStand: [] },
      { title: '王小明的請假單', body, letStand: [] },
      { title, body: `${body}\n王 小 明`, letStand: ['A123456789'] },
    ]
    for (const given of left) {
      const refused = draftOfCase(deps, asked, given)
      await expect(refused).rejects.toMatchObject({ kind: 'invalid', code: 'knowledge-personal-data' })
    }
    expect(await entriesFrom(db, caseId)).toEqual([])
  })

  test('keeps what somebody has looked at and let stand, and only that', async ({ db }) => {
    const { deps, asked, clean } = await answered(db)
    const { title, body } = await clean()
    const given = { title, body: `${body}\n\n客服專線 049-2394000`, letStand: ['049-2394000'] }
    await expect(draftOfCase(deps, asked, { ...given, letStand: ['049'] })).rejects.toMatchObject({
      code: 'knowledge-personal-data',
      detail: { found: [{ field: 'body', text: '049-2394000' }] },
    })
    const { id } = await draftOfCase(deps, asked, given)
    const version = await db
      .selectFrom('knowledgeVersions')
      .select('body')
      .where('entryId', '=', id)
      .executeTakeFirstOrThrow()
    expect(version.body).toContain('客服專線 049-2394000')
  })

  test('asked for twice with one key is one draft', async ({ db }) => {
    const { deps, asked, clean, caseId } = await answered(db)
    const given = await clean()
    const first = await draftOfCase(deps, { ...asked, key: 'one press' }, given)
    expect(await draftOfCase(deps, { ...asked, key: 'one press' }, given)).toEqual(first)
    expect(await entriesFrom(db, caseId)).toHaveLength(1)
    await draftOfCase(deps, { ...asked, key: 'another press' }, given)
    expect(await entriesFrom(db, caseId)).toHaveLength(2)
  })

  test('needs an answer, and a case that is theirs to see', async ({ db }) => {
    const { deps, file, owner, hire, caseId, clean } = await answered(db)
    const { id } = await file()
    await expect(offerDraft(deps, owner, id)).rejects.toMatchObject({ code: 'knowledge-nothing-answered' })
    await expect(draftOfCase(deps, order(owner, id), await clean())).rejects.toMatchObject({
      code: 'knowledge-nothing-answered',
    })
    const stranger = await hire('tier3-owner')
    await expect(offerDraft(deps, stranger, caseId)).rejects.toMatchObject({ code: 'case-not-found' })
    await expect(draftOfCase(deps, order(stranger, caseId), await clean())).rejects.toMatchObject({
      code: 'case-not-found',
    })
  })
})

describe('no answer, suggest one', () => {
  test('is a line of the editors’ list without personal data, counted with its like', async ({ db }) => {
    const { deps, asked } = await answered(db)
    expect(await suggestMissing(deps, { ...asked, key: 'a' }, '王小明的臺灣銀行帳號')).toEqual({
      said: '〔姓名〕的臺灣銀行帳號',
    })
    await suggestMissing(deps, { ...asked, key: 'a' }, '王小明的臺灣銀行帳號')
    await suggestMissing(deps, { ...asked, key: 'b' }, '王小明的台灣銀行帳號')
    const lines = await db.selectFrom('searchesNotFound').selectAll().execute()
    expect(lines).toMatchObject([{ said: '〔姓名〕的臺灣銀行帳號', n: 2, doneAt: null }])
  })

  test('of nothing is refused', async ({ db }) => {
    const { deps, asked } = await answered(db)
    await expect(suggestMissing(deps, asked, ' \u3000 ')).rejects.toMatchObject({ code: 'text-missing' })
  })
})

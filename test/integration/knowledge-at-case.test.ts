import { describe, expect } from 'vitest'
import { requesterWrites } from '../../server/cases/by-requester.ts'
import type { Finder } from '../../server/knowledge/at-case/finder.ts'
import { suggestAtCase } from '../../server/knowledge/at-case/suggest.ts'
import { putIntoReply, usesOfCase } from '../../server/knowledge/at-case/uses.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'
import { countedOn, finderIn, liveEntry, liveVersion, usesOf } from '../support/knowledge-at-case.ts'

const publicUrl = 'https://help.example.gov.tw'

async function atCase(db: Db) {
  const desk = await openDesk(db)
  const staff = await staffOf(desk)
  const caseId = await bringTo(desk, staff, 'in-progress')
  const deps = { ...desk.deps, publicUrl, find: finderIn(db) }
  const order = { actor: staff.owner, caseId }
  return {
    ...desk,
    ...staff,
    caseId,
    deps,
    order,
    suggested: (text?: string) => suggestAtCase(deps, staff.owner, { caseId, text }),
    put: (number: string, way: 'text' | 'link', key?: string) =>
      putIntoReply(deps, { ...order, key }, { number, way }),
  }
}

describe('beside a case', () => {
  test('the entry that answers its subject is found, and one about something else is not', async ({ db }) => {
    const { suggested } = await atCase(db)
    const answer = await liveEntry(db, { title: '請假單沒有簽核人' })
    const other = await liveEntry(db, { title: '退休金試算表的下載' })
    const numbers = (await suggested()).map(({ number }) => number)
    expect(numbers).toContain(answer.number)
    expect(numbers).not.toContain(other.number)
  })

  test('what the requester writes later changes what is found', async ({ db }) => {
    const { suggested, deps, caseId } = await atCase(db)
    const later = await liveEntry(db, { title: '加班補休時數折算' })
    expect((await suggested()).map(({ number }) => number)).not.toContain(later.number)
    await requesterWrites(deps, caseId, {
      text: '另外加班補休的時數折算也不對',
      fileIds: [],
      by: { actorId: null, origin: 'web' },
    })
    expect((await suggested()).map(({ number }) => number)).toContain(later.number)
  })

  test('an agent who types a number or other words is shown that instead', async ({ db }) => {
    const { suggested } = await atCase(db)
    const { number } = await liveEntry(db, { title: '退休金試算表的列印' })
    expect((await suggested(`q${Number(number.slice(1))}`)).map((found) => found.number)).toEqual([number])
    expect((await suggested('退休金試算表列印')).map((found) => found.number)).toContain(number)
    expect(await suggested('Q999999')).toEqual([])
  })

  test('an engine that still has what nobody may see any more shows nothing of it', async ({ db }) => {
    const desk = await atCase(db)
    const hidden = await liveEntry(db, { visibility: 'internal' })
    const vendor = await desk.hire('vendor', { vendorId: desk.vendorId })
    const careless: Finder = async () => [hidden.id, hidden.id]
    await db.updateTable('cases').set({ ownerId: vendor.id }).where('id', '=', desk.caseId).execute()
    const asked = { caseId: desk.caseId }
    expect(await suggestAtCase({ ...desk.deps, find: careless }, vendor, asked)).toEqual([])
    expect(await suggestAtCase({ ...desk.deps, find: careless }, desk.colleague, asked)).toHaveLength(1)
    expect(await suggestAtCase(desk.deps, vendor, { ...asked, text: hidden.number })).toEqual([])
  })

  test('a case that is not theirs to see shows nothing', async ({ db }) => {
    const { deps, caseId, hire } = await atCase(db)
    const stranger = await hire('tier3-owner')
    await expect(suggestAtCase(deps, stranger, { caseId })).rejects.toMatchObject({ code: 'case-not-found' })
    await expect(usesOfCase(deps.db, stranger, caseId)).rejects.toMatchObject({ code: 'case-not-found' })
  })
})

describe('put into a reply', () => {
  test('as text it is the whole answer with where it came from, as link one line', async ({ db }) => {
    const { put, bureau, ministry, elsewhere } = await atCase(db)
    const { number } = await liveEntry(db, {
      title: '沒有簽核人',
      shortAnswer: '請先設定直屬主管。',
      body: '1. 進入**差勤**\n2. 選主管',
      variants: [
        { authorityId: ministry, hrSystem: null, body: '曙光部由人事處設定。' },
        { authorityId: elsewhere, hrSystem: null, body: '遠山部自行設定。' },
      ],
    })
    expect(bureau).not.toBe(ministry)
    const { text } = await put(number, 'text')
    expect(text).toBe(
      `請先設定直屬主管。\n\n曙光部由人事處設定。\n\n1. 進入差勤\n2. 選主管\n\n（問答 ${number}：${publicUrl}/qa/${number}）`,
    )
    expect((await put(number, 'link')).text).toBe(
      `請參考問答 ${number}「沒有簽核人」：${publicUrl}/qa/${number}`,
    )
  })

  test('each click is counted once, however often it is told, and all of many at once', async ({ db }) => {
    const { put } = await atCase(db)
    const { id, number } = await liveEntry(db)
    const clicks = Array.from({ length: 12 }, (_, n) => `click ${n}`)
    await Promise.all([...clicks, ...clicks, ...clicks].map((key) => put(number, 'text', key)))
    expect(await countedOn(db, id)).toBe(12)
    expect(await usesOf(db, id)).toHaveLength(12)
    await put(number, 'text')
    expect(await countedOn(db, id)).toBe(13)
  })

  test('the case remembers which version it was, also when the next is live', async ({ db }) => {
    const { put, order, deps, owner, clock } = await atCase(db)
    const { id, number } = await liveEntry(db, { title: '第一版' })
    await put(number, 'text')
    await liveVersion(db, id, 2, { title: '第二版' })
    clock.advance({ minutes: 1 })
    await put(number, 'link')
    expect(await usesOfCase(deps.db, order.actor, order.caseId)).toMatchObject([
      { number, title: '第一版', n: 1, way: 'text', by: owner.name },
      { number, title: '第二版', n: 2, way: 'link', by: owner.name },
    ])
  })

  test('what was made internal since is no longer told to those who may not see it', async ({ db }) => {
    const desk = await atCase(db)
    const { id, number } = await liveEntry(db)
    await desk.put(number, 'text')
    const vendor = await desk.hire('vendor', { vendorId: desk.vendorId })
    await db.updateTable('cases').set({ ownerId: vendor.id }).where('id', '=', desk.caseId).execute()
    expect(await usesOfCase(db, vendor, desk.caseId)).toHaveLength(1)
    await liveVersion(db, id, 2, { visibility: 'internal' })
    expect(await usesOfCase(db, vendor, desk.caseId)).toEqual([])
    expect(await usesOfCase(db, desk.colleague, desk.caseId)).toHaveLength(1)
  })

  test('what the requester may not read is refused, says so beforehand, and leaves no trace', async ({
    db,
  }) => {
    const { put, suggested, vendorId } = await atCase(db)
    const given = { title: '請假單沒有簽核人的內部處理' }
    const hidden = [
      await liveEntry(db, { ...given, visibility: 'internal' }),
      await liveEntry(db, { ...given, visibility: 'vendor', vendorId }),
      await liveEntry(db, { ...given, visibility: 'signed-in' }),
    ]
    for (const { id, number } of hidden) {
      expect(await suggested(number)).toMatchObject([{ number, isForRequester: false }])
      for (const way of ['text', 'link'] as const)
        await expect(put(number, way)).rejects.toMatchObject({ code: 'knowledge-not-for-requester' })
      expect(await countedOn(db, id)).toBe(0)
      expect(await usesOf(db, id)).toEqual([])
    }
  })

  test('a requester with an account gets what is for those who are signed in, until it is disabled', async ({
    db,
  }) => {
    const desk = await atCase(db)
    const requester = await desk.hire('user')
    await db.updateTable('cases').set({ requesterId: requester.id }).where('id', '=', desk.caseId).execute()
    const { number } = await liveEntry(db, { visibility: 'signed-in' })
    expect(await desk.suggested(number)).toMatchObject([{ isForRequester: true }])
    expect((await desk.put(number, 'link')).text).toContain(number)
    await db
      .updateTable('accounts')
      .set({ disabledAt: new Date() })
      .where('personId', '=', requester.id)
      .execute()
    await expect(desk.put(number, 'link')).rejects.toMatchObject({ code: 'knowledge-not-for-requester' })
  })

  test('what was taken back, or is not there, cannot be put in', async ({ db }) => {
    const { put } = await atCase(db)
    const { id, number } = await liveEntry(db)
    await db
      .updateTable('knowledgeEntries')
      .set({ liveVersionId: null, withdrawnAt: new Date(), withdrawnWhy: '法規已修正' })
      .where('id', '=', id)
      .execute()
    for (const gone of [number, 'Q999998'])
      await expect(put(gone, 'text')).rejects.toMatchObject({
        kind: 'not-found',
        code: 'knowledge-not-found',
      })
  })
})

import { describe, expect } from 'vitest'
import { tellOverdue } from '../../server/knowledge/editing/keeping.ts'
import { searchable } from '../../server/knowledge/editing/searchable.ts'
import type { Id } from '../../server/platform/values.ts'
import { type editorsDesk, test } from '../support/knowledge/editors.ts'

describe('the next version of an entry', () => {
  test('is written and read while the present one stays live, and then takes its place; the old one is kept', async ({
    desk,
    db,
  }) => {
    const { id } = await desk.publish({
      body: '第一版的內文',
      systemIds: [desk.attendance],
      variants: [{ authorityId: null, hrSystem: 'WebHR', body: 'WebHR 的步驟' }],
    })
    const found = async () => (await searchable(db, [id])).found[0]!.body
    desk.clock.advance({ hours: 1 })
    const begun = await desk.next(id, desk.colleague)
    expect(begun.atWork).toMatchObject({
      body: '第一版的內文',
      systemIds: [desk.attendance],
      variants: [{ authorityId: null, hrSystem: 'WebHR', body: 'WebHR 的步驟' }],
      changeNote: '',
    })
    await desk.save(id, { body: '第二版的內文', changeNote: '步驟改了' }, desk.colleague)
    await desk.submit(id, desk.colleague)
    expect(await found()).toContain('第一版的內文')
    const shown = await desk.approve(id)
    expect(await found()).toContain('第二版的內文')
    expect(shown.versions).toMatchObject([
      {
        n: 2,
        state: 'live',
        changeNote: '步驟改了',
        writtenBy: '陳柏宇',
        reviewedBy: '蕭雅雯',
        liveUntil: null,
      },
      {
        n: 1,
        state: 'replaced',
        writtenBy: '林以晴',
        liveAt: '2026-11-20T01:00:00.000Z',
        liveUntil: '2026-11-20T02:00:00.000Z',
      },
    ])
    const [first, second] = await desk.versions(id)
    expect([first!.body, second!.body]).toEqual(['第一版的內文', '第二版的內文'])
    expect(await desk.entry(id)).toMatchObject({
      liveVersionId: second!.id,
      firstLiveAt: new Date('2026-11-20T01:00:00Z'),
    })
    expect(shown.atWork).toBeNull()
  })

  test('given up leaves what is live, and another can be begun', async ({ desk }) => {
    const { id } = await desk.publish({ body: '第一版' })
    await desk.next(id)
    await desk.save(id, { body: '寫壞了' })
    expect((await desk.take('discard', id, desk.writer)).versions.map(({ state }) => state)).toEqual([
      'discarded',
      'live',
    ])
    expect((await desk.next(id)).atWork).toMatchObject({ body: '第一版', state: 'draft' })
  })
})

describe('what is approved for a day', () => {
  test('is live on that day in Taipei by itself, not before', async ({ desk }) => {
    const { id } = await desk.publish({ body: '舊制' })
    await desk.next(id)
    await desk.save(id, { body: '新制', effectiveFrom: '2026-11-21' })
    await desk.submit(id)
    expect((await desk.approve(id)).versions.map(({ state }) => state)).toEqual(['approved', 'live'])
    await desk.goLive()
    expect((await desk.versions(id)).map(({ state }) => state)).toEqual(['live', 'approved'])
    // 15:59 UTC is 23:59 in Taipei.
    desk.clock.advance({ hours: 14, minutes: 59 })
    await desk.goLive()
    expect((await desk.versions(id)).map(({ state }) => state)).toEqual(['live', 'approved'])
    desk.clock.advance({ minutes: 1 })
    await desk.goLive()
    const [old, now] = await desk.versions(id)
    expect([old!.state, now!.state, now!.updatedBy]).toEqual(['replaced', 'live', null])
    expect((await desk.audit(id)).at(-1)).toMatchObject({
      action: 'knowledge-published',
      actorId: null,
      address: null,
      detail: { n: 2 },
    })
  })

  test('does not go live when it was taken back, or its last day has passed', async ({ desk }) => {
    const [back, past] = [
      await desk.begin({ effectiveFrom: '2026-11-21' }),
      await desk.begin({ effectiveFrom: '2026-11-21', effectiveUntil: '2026-11-22' }),
    ]
    for (const { id } of [back, past]) {
      await desk.submit(id)
      await desk.approve(id)
    }
    const { atWork } = await desk.read(back.id)
    await desk.done(`DELETE /knowledge-versions/${atWork!.id}/submission?version=${atWork!.version}`, {
      as: desk.writer,
    })
    desk.clock.advance({ hours: 24 * 5 })
    await desk.goLive()
    expect((await desk.versions(back.id))[0]!.state).toBe('draft')
    expect((await desk.versions(past.id))[0]!.state).toBe('approved')
  })
})

describe('a withdrawn entry', () => {
  test('names its successor, is found no more, and nothing of it comes back by itself', async ({
    desk,
    db,
  }) => {
    const [old, other] = [await desk.publish(), await desk.publish()]
    await desk.next(old.id)
    await desk.save(old.id, { body: '下個月的作法', effectiveFrom: '2026-11-25' })
    await desk.submit(old.id)
    await desk.approve(old.id)
    const { status, body } = await desk.withdraw(old.id, {
      why: '併入另一則',
      successor: other.number.toLowerCase().replace(/^q0+/, 'q'),
    })
    expect(status).toBe(201)
    expect(body.withdrawn).toEqual({
      at: '2026-11-20T01:00:00.000Z',
      why: '併入另一則',
      successor: other.number,
    })
    expect(body.versions.map(({ state }: { state: string }) => state)).toEqual(['draft', 'withdrawn'])
    expect(await searchable(db, [old.id])).toEqual({ found: [], gone: [old.id] })
    expect(await desk.toldOf('knowledge.withdrawn', old.id)).toHaveLength(1)
    desk.clock.advance({ hours: 24 * 10 })
    await desk.goLive()
    expect((await desk.entry(old.id)).liveVersionId).toBeNull()
  })

  test('is not followed by one that is not live, not there, or itself; it stays live then', async ({
    desk,
  }) => {
    const [{ id, number }, draft, gone] = [await desk.publish(), await desk.begin(), await desk.publish()]
    await desk.withdraw(gone.id)
    for (const successor of [number, draft.number, gone.number, 'Q999999999']) {
      const { status, body } = await desk.withdraw(id, { successor })
      expect([successor, status, body.code]).toEqual([successor, 409, 'knowledge-successor'])
    }
    const silent = await desk.withdraw(id, { why: ' \u3000 ' })
    expect([silent.status, silent.body.code]).toEqual([400, 'knowledge-note-missing'])
    expect((await desk.versions(id))[0]!.state).toBe('live')
  })

  test('can be written and published again, under its number', async ({ desk }) => {
    const { id, number } = await desk.publish({ body: '第一版' })
    await desk.withdraw(id)
    expect((await desk.withdraw(id)).body.code).toBe('entry-step-not-allowed')
    await desk.next(id)
    await desk.save(id, { body: '又適用了' })
    await desk.submit(id)
    const shown = await desk.approve(id)
    expect([shown.number, shown.withdrawn]).toEqual([number, null])
    expect(shown.versions.map(({ state }) => state)).toEqual(['live', 'withdrawn'])
  })
})

describe('who keeps an entry', () => {
  const keep = (desk: Awaited<ReturnType<typeof editorsDesk>>, id: string, body: object) =>
    desk.ask(`PUT /knowledge-entries/${id}/keeping`, { as: desk.reviewer, body })

  test('is whoever may write entries, and reads it again on a day to come', async ({ desk }) => {
    const { id, version, owner, reviewOn } = await desk.publish()
    expect([owner!.name, reviewOn]).toEqual(['林以晴', '2027-11-20'])
    const kept = await keep(desk, id, { version, ownerId: desk.colleague.id, reviewOn: '2027-03-01' })
    expect([kept.status, kept.body.owner.name, kept.body.reviewOn]).toEqual([200, '陳柏宇', '2027-03-01'])
    const stale = await keep(desk, id, { version, ownerId: null, reviewOn: null })
    expect([stale.status, stale.body.detail]).toEqual([
      409,
      { version: version + 1, ownerId: desk.colleague.id, reviewOn: '2027-03-01', isLive: true },
    ])
    const vendor = await desk.hire('vendor', { vendorId: desk.vendorId })
    for (const [given, code] of [
      [{ ownerId: vendor.id, reviewOn: null }, 'knowledge-owner'],
      [{ ownerId: null, reviewOn: '2026-11-20' }, 'knowledge-review-day'],
    ] as const) {
      const answer = await keep(desk, id, { version: version + 1, ...given })
      expect([answer.status, answer.body.code]).toEqual([400, code])
    }
  })

  test('is told once when its day has passed; a new version is read again in a year', async ({
    desk,
    db,
  }) => {
    const { id, version } = await desk.publish()
    await keep(desk, id, { version, ownerId: desk.writer.id, reviewOn: '2026-11-21' })
    const told = async () => {
      await tellOverdue({ db, now: desk.clock.now })
      return (await desk.toldOf('knowledge.review-overdue', id)).length
    }
    desk.clock.advance({ hours: 24 })
    expect([await told(), (await desk.read(id)).isOverdue]).toEqual([0, false])
    desk.clock.advance({ hours: 24 })
    expect([await told(), await told(), (await desk.read(id)).isOverdue]).toEqual([1, 1, true])
    await desk.next(id)
    await desk.save(id, { body: '重新檢視過' })
    await desk.submit(id)
    const shown = await desk.approve(id)
    expect([shown.isOverdue, shown.reviewOn]).toEqual([false, '2027-11-22'])
  })
})

test('an entry is found by what its live version says, and only by whom it is for', async ({ desk, db }) => {
  const { id, number } = await desk.publish({
    title: '批次重送',
    expertBody: '維運台',
    tags: ['介接'],
    systemIds: [desk.attendance],
    visibility: 'vendor',
    vendorId: desk.vendorId,
    whyHidden: '維運步驟',
    variants: [{ authorityId: desk.ministry, hrSystem: null, body: '曙光部另有程序' }],
  })
  const draft = await desk.begin()
  const { found, gone } = await searchable(db, [id, draft.id])
  expect(gone).toEqual([draft.id as Id<'knowledge-entry'>])
  expect(found).toMatchObject([
    {
      number,
      title: '批次重送',
      systemIds: [desk.attendance],
      year: 2026,
      seenBy: ['internal', `vendor:${desk.vendorId}`],
      quality: 0,
    },
  ])
  for (const words of [number, '介接', '差勤']) expect(found[0]!.keywords).toContain(words)
  for (const words of ['重新派送', '開啟簽核流程', '維運台', '曙光部另有程序'])
    expect(found[0]!.body).toContain(words)
})

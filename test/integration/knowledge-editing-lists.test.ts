import { describe, expect } from 'vitest'
import type { EditedEntry } from '../../server/knowledge/shapes.ts'
import { content, testAlone as test } from '../support/knowledge/editors.ts'

type Row = { entryId: string; number: string; state: string; reviewOn: string | null }

describe('what editors have to do', () => {
  test('stands in the list of each stage, the most pressing first, with the length of every list', async ({
    desk,
  }) => {
    const list = async (name: string, as = desk.writer) => {
      const { status, body } = await desk.ask(`GET /knowledge-work?list=${name}`, { as })
      expect([name, status]).toEqual([name, 200])
      return body as { rows: Row[]; next: string | null; counts: Record<string, number> }
    }
    const idsOf = async (name: string, as = desk.writer) =>
      (await list(name, as)).rows.map(({ entryId }) => entryId)
    const made: EditedEntry[] = []
    for (const given of [
      {},
      {},
      {},
      { effectiveFrom: '2026-12-01' },
      { effectiveUntil: '2026-11-30' },
      {},
      {},
    ]) {
      made.push(await desk.begin(given))
      desk.clock.advance({ minutes: 1 })
    }
    const [draft, early, late, waiting, expiring, overdue, gone] = made.map(({ id }) => id) as string[]
    for (const id of [late, early]) await desk.submit(id!).then(() => desk.clock.advance({ minutes: 1 }))
    for (const id of [waiting, expiring, overdue, gone]) {
      await desk.submit(id!)
      await desk.approve(id!)
    }
    const { version } = await desk.read(overdue!)
    await desk.done(`PUT /knowledge-entries/${overdue}/keeping`, {
      as: desk.reviewer,
      body: { version, ownerId: desk.reviewer.id, reviewOn: '2026-11-25' },
    })
    await desk.withdraw(gone!)
    await desk.next(expiring!, desk.colleague)
    desk.clock.advance({ hours: 24 * 11 })

    expect(await idsOf('drafts')).toEqual([expiring, draft])
    expect(await idsOf('review')).toEqual([late, early])
    expect(await idsOf('approved')).toEqual([waiting])
    expect(await idsOf('overdue')).toEqual([overdue])
    expect(await idsOf('expired')).toEqual([expiring])
    expect(await idsOf('withdrawn')).toEqual([gone])
    expect((await idsOf('mine')).toSorted()).toEqual([draft, early, late, waiting].toSorted())
    expect(await idsOf('mine', desk.colleague)).toEqual([expiring])
    expect((await list('overdue')).counts).toEqual({
      mine: 4,
      drafts: 2,
      review: 2,
      approved: 1,
      overdue: 1,
      expired: 1,
      withdrawn: 1,
    })
    expect((await list('overdue')).rows[0]).toMatchObject({
      number: made[5]!.number,
      state: 'live',
      reviewOn: '2026-11-25',
      ownerName: '蕭雅雯',
      writtenBy: '林以晴',
    })
  })

  test('comes 50 at a time, each once, whatever is added meanwhile', async ({ desk }) => {
    for (let n = 0; n < 103; n++) {
      await desk.begin({ title: `第 ${n} 則` })
      if (n % 3 === 0) desk.clock.advance({ seconds: 1 })
    }
    const seen: string[] = []
    let after: string | null = ''
    for (let page = 0; after !== null; page++) {
      const { body } = await desk.ask(`GET /knowledge-work?list=drafts${after && `&after=${after}`}`, {
        as: desk.writer,
      })
      seen.push(...body.rows.map(({ entryId }: Row) => entryId))
      after = body.next
      desk.clock.advance({ seconds: 1 })
      await desk.begin({ title: '新來的' })
      expect(page).toBeLessThan(4)
    }
    expect([seen.length, new Set(seen).size]).toEqual([103, 103])
    for (const cursor of ['x', Buffer.from('2026-99-99 x').toString('base64url'), '%00']) {
      const { status, body } = await desk.ask(`GET /knowledge-work?list=overdue&after=${cursor}`, {
        as: desk.writer,
      })
      expect([cursor, status, body.code]).toEqual([cursor, 400, 'input-invalid'])
    }
  })
})

describe('the differences of a version', () => {
  test('from what is live are shown field by field, Chinese by character', async ({ desk }) => {
    const { id } = await desk.publish({ shortAnswer: '請於七日內送出', systemIds: [desk.attendance] })
    await desk.next(id)
    const { atWork } = await desk.save(id, {
      shortAnswer: '請於十日內送出',
      systemIds: [desk.payroll],
      visibility: 'internal',
      whyHidden: '內部作業',
      variants: [{ authorityId: desk.ministry, hrSystem: null, body: '部內另有表單' }],
    })
    const { status, body } = await desk.ask(`GET /knowledge-versions/${atWork!.id}/differences`, {
      as: desk.reviewer,
    })
    expect(status).toBe(200)
    const byField = Object.fromEntries(
      body.map(({ field, runs }: { field: string; runs: { is: string; text: string }[] }) => [
        field,
        runs.map(({ is, text }) => [is, text]),
      ]),
    )
    expect(Object.keys(byField)).toEqual([
      'shortAnswer',
      'systems',
      'visibility',
      'whyHidden',
      'variant:曙光部',
    ])
    expect(byField['shortAnswer']).toEqual([
      ['same', '請於'],
      ['removed', '七'],
      ['added', '十'],
      ['same', '日內送出'],
    ])
    expect(byField['systems']).toEqual([
      ['removed', '差勤'],
      ['added', '待遇'],
    ])
    expect(byField['variant:曙光部']).toEqual([['added', '部內另有表單']])
  })

  test('of the live one are from the one before it, of the first from nothing, and of no other entry', async ({
    desk,
  }) => {
    const { id } = await desk.publish({ body: '甲' })
    const differences = async (versionId: string, from?: string) => {
      const { status, body } = await desk.ask(
        `GET /knowledge-versions/${versionId}/differences${from ? `?from=${from}` : ''}`,
        { as: desk.writer },
      )
      return [
        status,
        status === 200 ? body.find(({ field }: { field: string }) => field === 'body')?.runs : body.code,
      ]
    }
    const [first] = await desk.versions(id)
    expect(await differences(first!.id)).toEqual([200, [{ is: 'added', text: '甲' }]])
    await desk.next(id)
    await desk.save(id, { body: '乙' })
    await desk.submit(id)
    await desk.approve(id)
    const [, second] = await desk.versions(id)
    const changed = [
      { is: 'removed', text: '甲' },
      { is: 'added', text: '乙' },
    ]
    expect(await differences(second!.id)).toEqual([200, changed])
    expect(await differences(second!.id, first!.id)).toEqual([200, changed])
    expect(await differences(first!.id, second!.id)).toEqual([
      200,
      [
        { is: 'removed', text: '乙' },
        { is: 'added', text: '甲' },
      ],
    ])
    const other = await desk.begin(content({ body: '別的' }))
    expect(await differences(second!.id, other.atWork!.id)).toEqual([404, 'knowledge-not-found'])
  })
})

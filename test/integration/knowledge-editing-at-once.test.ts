import { sql } from 'kysely'
import { describe, expect, vi } from 'vitest'
import { approve } from '../../server/knowledge/editing/review.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { dying } from '../support/dying.ts'
import { content, test } from '../support/knowledge/editors.ts'

describe('two editors of one draft at once', () => {
  test('lose nothing: one is saved, the other is told what it says now and saves both', async ({ desk }) => {
    const { id, atWork } = await desk.begin()
    const put = (as: typeof desk.writer, given: object, version = atWork!.version) =>
      desk.ask(`PUT /knowledge-versions/${atWork!.id}`, { as, body: { ...content(given), version } })
    const answers = await Promise.all([
      put(desk.writer, { body: '林的寫法', tags: ['林'] }),
      put(desk.colleague, { body: '陳的寫法', tags: ['陳'] }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const lost = answers.find(({ status }) => status === 409)!.body
    const isLins = answers[0]!.status === 200
    expect(lost).toMatchObject({
      code: 'knowledge-changed',
      detail: {
        version: 2,
        state: 'draft',
        by: isLins ? '林以晴' : '陳柏宇',
        at: '2026-11-20T01:00:00.000Z',
        saved: { body: isLins ? '林的寫法' : '陳的寫法', tags: [isLins ? '林' : '陳'] },
      },
    })
    const both = { body: '林的寫法\n\n陳的寫法', tags: ['林', '陳'] }
    const merged = await put(isLins ? desk.colleague : desk.writer, both, lost.detail.version)
    expect([merged.status, merged.body.atWork.body]).toEqual([200, both.body])
    const [row] = await desk.versions(id)
    expect(row!.writers.toSorted()).toEqual([desk.writer.id, desk.colleague.id].toSorted())
  })

  test('are not in each other’s way when one has changed nothing', async ({ desk }) => {
    const { id, atWork } = await desk.begin()
    const saved = await desk.done(`PUT /knowledge-versions/${atWork!.id}`, {
      as: desk.colleague,
      body: { ...content(), version: 1 },
    })
    expect(saved.atWork!.version).toBe(1)
    expect((await desk.versions(id))[0]!.writers).toEqual([desk.writer.id])
    expect((await desk.save(id, { body: '改寫' })).atWork!.version).toBe(2)
    expect((await desk.audit(id)).map(({ action }) => action)).toEqual(['knowledge-begun', 'knowledge-saved'])
  })

  test('begin one next version between them, while everybody goes on reading the live one', async ({
    desk,
  }) => {
    const { id } = await desk.publish()
    const begun = await Promise.all(
      Array.from({ length: 8 }, (_, n) => desk.next(id, n % 2 ? desk.writer : desk.colleague)),
    )
    expect(new Set(begun.map(({ atWork }) => atWork!.id)).size).toBe(1)
    expect((await desk.versions(id)).map(({ n, state }) => [n, state])).toEqual([
      [1, 'live'],
      [2, 'draft'],
    ])
  })
})

test('an order that is sent again because no answer came begins one entry; another person’s is another', async ({
  desk,
}) => {
  const begin = (as: typeof desk.writer, key: string) =>
    desk.ask('POST /knowledge-entries', { as, body: content({ title: '匯出後是問號' }), key })
  const [one, again] = await Promise.all([begin(desk.writer, 'a'), begin(desk.writer, 'a')])
  const later = await begin(desk.writer, 'a')
  expect([one.status, again.body.id, later.body.id]).toEqual([201, one.body.id, one.body.id])
  expect(later.body.atWork.title).toBe('匯出後是問號')
  const others = [await begin(desk.writer, 'b'), await begin(desk.colleague, 'a')]
  expect(new Set([one, ...others].map(({ body }) => body.id)).size).toBe(3)
})

describe('two reviewers at once', () => {
  test('make it live once; the second is told who was first', async ({ desk }) => {
    const { id } = await desk.begin()
    const { atWork } = await desk.submit(id)
    const decide = (as: typeof desk.writer, decision: string) =>
      desk.ask(`POST /knowledge-versions/${atWork!.id}/review`, {
        as,
        body: { version: atWork!.version, decision, note: '看過了' },
      })
    const answers = await Promise.all([decide(desk.reviewer, 'approve'), decide(desk.second, 'return')])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
    const isApproved = answers[0]!.status === 201
    expect(answers.find(({ status }) => status === 409)!.body.detail).toMatchObject({
      state: isApproved ? 'live' : 'draft',
      by: isApproved ? '蕭雅雯' : '呂玉華',
    })
    expect((await desk.versions(id))[0]!.state).toBe(isApproved ? 'live' : 'draft')
    expect(await desk.toldOf('knowledge.published', id)).toHaveLength(isApproved ? 1 : 0)
  })

  test('do not approve what the writer has taken back and changed meanwhile', async ({ desk }) => {
    const { id } = await desk.begin()
    const { atWork } = await desk.submit(id)
    await desk.done(`DELETE /knowledge-versions/${atWork!.id}/submission?version=${atWork!.version}`, {
      as: desk.writer,
    })
    await desk.save(id, { body: '沒有人看過的內容' })
    await desk.submit(id)
    const answer = await desk.ask(`POST /knowledge-versions/${atWork!.id}/review`, {
      as: desk.reviewer,
      body: { version: atWork!.version, decision: 'approve' },
    })
    expect([answer.status, answer.body.detail.saved.body]).toEqual([409, '沒有人看過的內容'])
  })
})

test('of two entries that are to follow each other at once only one is withdrawn', async ({ desk }) => {
  for (let round = 0; round < 5; round++) {
    const [one, other] = [await desk.publish(), await desk.publish()]
    const answers = await Promise.all([
      desk.withdraw(one.id, { successor: other.number }),
      desk.withdraw(other.id, { successor: one.number }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409])
    expect(answers.find(({ status }) => status === 409)!.body.code).toBe('knowledge-successor')
  }
})

test('two servers make live what is due, each entry once', async ({ desk }) => {
  const ids: string[] = []
  for (let n = 0; n < 5; n++) {
    const { id } = await desk.begin({ effectiveFrom: '2026-11-21' })
    await desk.submit(id)
    await desk.approve(id)
    ids.push(id)
  }
  desk.clock.advance({ hours: 24 })
  const [one, other] = await Promise.all([desk.goLive(), desk.goLive()])
  expect(one + other).toBeGreaterThanOrEqual(ids.length)
  for (const id of ids) expect(await desk.toldOf('knowledge.published', id)).toHaveLength(1)
})

describe('a server that is killed', () => {
  test('at any step of making an entry live leaves it as it was, and it is done again', async ({ desk }) => {
    const { id } = await desk.publish({ body: '第一版' })
    await desk.next(id)
    await desk.save(id, { body: '第二版' })
    const { atWork } = await desk.submit(id)
    const order = {
      actor: desk.reviewer,
      address: '127.0.0.1',
      versionId: atWork!.id,
      version: atWork!.version,
    }
    const before = [await desk.entry(id), await desk.versions(id), await desk.audit(id)]
    let killed = 0
    for (let nth = 1; ; nth++) {
      const { db } = dying(desk.db, {} as never, nth)
      const isDone = await approve({ db, now: desk.clock.now }, order, '').then(
        () => true,
        () => false,
      )
      if (isDone) break
      killed++
      expect([await desk.entry(id), await desk.versions(id), await desk.audit(id)]).toEqual(before)
    }
    expect(killed).toBeGreaterThan(10)
    expect((await desk.versions(id)).map(({ state, body }) => [state, body])).toEqual([
      ['replaced', '第一版'],
      ['live', '第二版'],
    ])
  })

  test('while it waits in the middle has changed nothing', async ({ desk, databaseUrl }) => {
    const { id } = await desk.begin()
    const { atWork } = await desk.submit(id)
    const own = openDatabase({ url: databaseUrl, connections: 1 })
    const { pid } = (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(own)).rows[0]!
    await desk.db.transaction().execute(async (trx) => {
      await sql`lock table audit_log in exclusive mode`.execute(trx)
      const order = {
        actor: desk.reviewer,
        address: '127.0.0.1',
        versionId: atWork!.id,
        version: atWork!.version,
      }
      const approving = approve({ db: own, now: desk.clock.now }, order, '').catch((error) => error)
      await vi.waitFor(async () => {
        const { rows } = await sql`select from pg_locks where pid = ${pid} and not granted`.execute(trx)
        expect(rows).toHaveLength(1)
      })
      await sql`select pg_terminate_backend(${pid})`.execute(trx)
      expect(await approving).toBeInstanceOf(Error)
    })
    await own.destroy()
    expect((await desk.versions(id))[0]!.state).toBe('review')
    expect((await desk.entry(id)).liveVersionId).toBeNull()
    expect((await desk.approve(id)).versions[0]!.state).toBe('live')
  })
})

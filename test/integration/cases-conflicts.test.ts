import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { appendEntry, changeCase } from '../../server/cases/change.ts'
import { claimCase } from '../../server/cases/claim.ts'
import { editCase } from '../../server/cases/edit.ts'
import { addNote } from '../../server/cases/note.ts'
import { replyTo } from '../../server/cases/reply.ts'
import { startCase } from '../../server/cases/start.ts'
import { transact } from '../../server/platform/database/database.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, order, staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

describe('two agents at once', () => {
  test('of two who take the same case one has it, and the other is told who', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'received')
    const attempts = await Promise.allSettled(
      [owner, colleague].map((agent) => claimCase(desk.deps, order(agent, id, { version: 1 }))),
    )
    const { ownerId, version } = await desk.stored(id)
    expect(version).toBe(2)
    const winner = ownerId === owner.id ? owner : colleague
    const refused = attempts.find(({ status }) => status === 'rejected') as PromiseRejectedResult
    expect(refused.reason).toMatchObject({ kind: 'conflict', code: 'case-changed', detail: { version: 2 } })
    expect(refused.reason.detail.changes).toMatchObject([
      {
        kind: 'state',
        actor: { id: winner.id, name: winner.name },
        body: { from: 'received', to: 'assigned' },
      },
    ])
  })

  test('the second to write is told what changed, nothing of theirs is sent, and having seen it they can', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner, supervisor } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    const { version } = await desk.stored(id)
    await editCase(desk.deps, order(supervisor, id, { version }), { priority: 1 })
    const before = await desk.entries(id)

    const reply = { text: '請清除快取後重試。', outcome: 'answered' } as const
    const refused = await replyTo(desk.deps, order(owner, id, { version }), reply).catch((error) => error)
    expect(refused).toMatchObject({
      code: 'case-changed',
      detail: {
        version: version + 1,
        changes: [
          { kind: 'change', actor: { name: '周督導' }, body: { fields: ['priority'], from: '3', to: '1' } },
        ],
      },
    })
    expect(await desk.entries(id)).toEqual(before)

    const sent = await replyTo(desk.deps, order(owner, id, { version: refused.detail.version }), reply)
    expect(sent).toMatchObject({ status: 'answered', priority: 1, answer: reply.text })
  })

  test('notes never conflict: twenty at once are all kept, in one unbroken order', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    const { version, lastSeq } = await desk.stored(id)
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        addNote(desk.deps, order(n % 2 ? owner : colleague, id), { text: `第 ${n} 則` }),
      ),
    )
    expect(await desk.stored(id)).toMatchObject({ version: version + 20, lastSeq: lastSeq + 20 })
    const entries = await desk.entries(id)
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, n) => n + 1))
    expect(
      new Set(
        entries.filter(({ kind }) => kind === 'note').map(({ body }) => (body as { text: string }).text),
      ).size,
    ).toBe(20)
  })

  test('a note of their own, routing and a survey do not stand in the way; a note of somebody else does', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner, colleague } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'assigned')
    const { version } = await desk.stored(id)
    await addNote(desk.deps, order(owner, id), { text: '我的' })
    const by = { actorId: null, origin: 'routing', at: desk.clock.now() }
    await transact(db, (trx) => appendEntry(trx, id, { ...by, kind: 'routing', body: { note: '再派一次' } }))
    await transact(db, (trx) => appendEntry(trx, id, { ...by, kind: 'survey', body: { score: 5 } }))
    expect(await startCase(desk.deps, order(owner, id, { version }))).toMatchObject({ status: 'in-progress' })

    const seen = (await desk.stored(id)).version
    await addNote(desk.deps, order(colleague, id), { text: '他剛剛又打來' })
    await expect(
      replyTo(desk.deps, order(owner, id, { version: seen }), { text: '好', outcome: 'stay' }),
    ).rejects.toMatchObject({
      code: 'case-changed',
      detail: { changes: [{ body: { text: '他剛剛又打來' } }] },
    })
  })

  test('the same key twice is one note and one reply, also at the same moment', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    const { version } = await desk.stored(id)
    const reply = () =>
      replyTo(desk.deps, order(owner, id, { version, key: 'r1' }), {
        text: '請再試一次',
        outcome: 'answered',
      })
    const [one, two] = await Promise.all([reply(), reply()])
    expect([one.version, two.version]).toEqual([version + 1, version + 1])
    const note = () => addNote(desk.deps, order(owner, id, { key: 'n1' }), { text: '記一下' })
    await Promise.all([note(), note(), note()])
    expect(await note()).toMatchObject({ version: version + 2 })

    const kinds = (await desk.entries(id)).map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === 'message-out')).toHaveLength(1)
    expect(kinds.filter((kind) => kind === 'note')).toHaveLength(1)
    expect(await desk.told('case.replied', id)).toHaveLength(1)
    expect(await desk.told('case.answered', id)).toHaveLength(1)
  })

  test('a key counts for one person, one case and one verb', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner, colleague } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    for (const agent of [owner, colleague])
      await addNote(desk.deps, order(agent, id, { key: 'same' }), { text: agent.name })
    await replyTo(desk.deps, order(owner, id, { key: 'same' }), { text: '您好', outcome: 'stay' })
    expect((await desk.entries(id)).filter(({ kind }) => kind === 'note')).toHaveLength(2)
  })
})

describe('the timeline', () => {
  test('cannot be changed, shortened or emptied, whoever tries', async ({ db }) => {
    const desk = await openDesk(db)
    const { id } = await desk.file()
    const before = await desk.entries(id)
    for (const attempt of [
      () => db.updateTable('timeline').set({ origin: 'x' }).where('caseId', '=', id).execute(),
      () => db.deleteFrom('timeline').where('caseId', '=', id).execute(),
      () => sql`truncate timeline cascade`.execute(db),
    ])
      await expect(attempt()).rejects.toThrow('timeline is append-only')
    expect(await desk.entries(id)).toEqual(before)
  })

  test('a change of state without its line is a bug, and nothing is changed', async ({ db }) => {
    const desk = await openDesk(db)
    const { id } = await desk.file()
    const by = { actorId: null, origin: 'x', at: desk.clock.now() }
    const row = await desk.stored(id)
    await expect(
      transact(db, (trx) =>
        changeCase(trx, row, { status: 'withdrawn', closedAt: by.at }, [{ ...by, kind: 'note', body: {} }]),
      ),
    ).rejects.toThrow('without saying so')
    await expect(
      transact(db, (trx) => changeCase(trx, { ...row, version: 0 }, {}, [{ ...by, kind: 'note', body: {} }])),
    ).rejects.toThrow('without being locked')
    expect(await desk.stored(id)).toEqual(row)
  })
})

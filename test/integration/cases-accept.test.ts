import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { acceptCase } from '../../server/cases/open.ts'
import { type Db, onCommit, transact } from '../../server/platform/database/database.ts'
import { openDatabase } from '../../server/platform/database/open.ts'
import { type Id, newId } from '../../server/platform/values.ts'
import { openDesk } from '../support/case-desk.ts'
import { testAlone as test } from '../support/database.ts'

const sequences = (db: Db) =>
  db
    .selectFrom('cases')
    .select(['numberYear', 'numberSeq'])
    .orderBy('numberYear')
    .orderBy('numberSeq')
    .execute()
    .then((rows) => rows.map(({ numberYear, numberSeq }) => `${numberYear}-${numberSeq}`))

/** A file as an upload leaves it. */
async function upload(
  db: Db,
  {
    state = 'ready',
    uploadedBy = null,
  }: { state?: 'ready' | 'uploading'; uploadedBy?: Id<'person'> | null } = {},
) {
  const id = newId<'file'>()
  await db
    .insertInto('files')
    .values({
      id,
      name: '畫面截圖.png',
      size: 2048,
      mediaType: 'image/png',
      sha256: null,
      wrappedKey: Buffer.alloc(8),
      state,
      refusal: null,
      uploadedBy,
      caseId: null,
      expiresAt: null,
    })
    .execute()
  return id
}

describe('an accepted case', () => {
  test('is there with number, systems, message, due times and event, and its sender is told them', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const heard: unknown[] = []
    onCommit(db, (events) => void heard.push(...events.map(({ name, payload }) => ({ name, payload }))))
    const accepted = await desk.file({ systemIds: [desk.payroll, desk.attendance] })

    expect(accepted).toMatchObject({ number: '115-000001', created: true, openedAt: desk.clock.now() })
    // Friday 09:00, normal priority: one working hour and sixteen.
    expect(accepted.responseDueAt).toEqual(new Date('2026-11-20T02:00:00Z'))
    const stored = await desk.stored(accepted.id)
    expect(stored).toMatchObject({
      status: 'received',
      ownerId: null,
      queueId: 1,
      version: 1,
      lastSeq: 2,
      leadSystemId: desk.attendance,
      dueAt: new Date('2026-11-23T08:00:00Z'),
    })
    const systems = await db
      .selectFrom('caseSystems')
      .select('systemId')
      .where('caseId', '=', accepted.id)
      .execute()
    expect(systems.map(({ systemId }) => systemId).sort()).toEqual([desk.attendance, desk.payroll].sort())
    expect(await desk.entries(accepted.id)).toMatchObject([
      { seq: 1, kind: 'state', body: { to: 'received', channel: 'web' } },
      {
        seq: 2,
        kind: 'message-in',
        origin: 'web 192.0.2.7',
        body: { text: '昨天開始，請假單送出後簽核人是空白的。' },
      },
    ])
    expect(heard).toEqual([{ name: 'case.opened', payload: { caseId: accepted.id } }])
    expect(await desk.told('case.opened')).toEqual([{ caseId: accepted.id }])
  })

  test('keeps what PostgreSQL cannot store as well as it can', async ({ db }) => {
    const desk = await openDesk(db)
    const { id } = await desk.file({ title: '匯出\0失敗', text: '姓名變成\ud800問號 𡍼' })
    expect(await desk.stored(id)).toMatchObject({ title: '匯出失敗' })
    expect((await desk.entries(id))[1]).toMatchObject({ body: { text: '姓名變成\ufffd問號 𡍼' } })
  })

  test('with files has them on its first message, and files that fail leave no case and no gap', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const [ready, unfinished] = [await upload(db), await upload(db, { state: 'uploading' })]
    await expect(desk.file({ fileIds: [ready, unfinished] })).rejects.toMatchObject({
      code: 'file-not-ready',
    })
    await expect(desk.file({ fileIds: [newId()] })).rejects.toMatchObject({ code: 'file-not-found' })

    const { id, number } = await desk.file({ fileIds: [ready] })
    expect(number).toBe('115-000001')
    expect((await desk.entries(id))[1]).toMatchObject({
      body: { files: [{ id: ready, name: '畫面截圖.png', size: 2048, mediaType: 'image/png' }] },
    })
    expect(
      await db.selectFrom('files').select(['caseId', 'fromRequester']).where('id', '=', ready).execute(),
    ).toEqual([{ caseId: id, fromRequester: true }])
  })
})

describe('numbers', () => {
  test('are without gaps and unique when fifty cases come at once and some of them fail', async ({ db }) => {
    const desk = await openDesk(db)
    const attempts = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) =>
        n % 5 === 0 ? desk.file({ leadSystemId: 999 }) : desk.file({ title: `第 ${n} 件` }),
      ),
    )
    expect(attempts.filter(({ status }) => status === 'rejected')).toHaveLength(10)
    expect(await sequences(db)).toEqual(Array.from({ length: 40 }, (_, n) => `115-${n + 1}`))
    expect(await db.selectFrom('timeline').select('id').execute()).toHaveLength(80)
    expect(await desk.told('case.opened')).toHaveLength(40)
  })

  test('have no gap after a transaction that failed at its very end', async ({ db }) => {
    const desk = await openDesk(db)
    await desk.file()
    const file = {
      ...desk.filing(),
      id: newId(),
      openedAt: desk.clock.now(),
      systemIds: [desk.attendance],
      queueId: 1,
    }
    const due = { responseDueAt: desk.clock.now(), dueAt: desk.clock.now() }
    const ids = { stateEntryId: newId(), messageEntryId: newId(), eventId: newId(), message: { text: 'x' } }
    await expect(
      transact(db, async (trx) => {
        await sql`select * from accept_cases(${JSON.stringify([{ ...file, ...due, ...ids }])}::jsonb)`.execute(
          trx,
        )
        throw new Error('power failure')
      }),
    ).rejects.toThrow('power failure')
    await desk.file()
    expect(await sequences(db)).toEqual(['115-1', '115-2'])
  })

  test('begin anew at midnight of New Year in Taipei, not in Greenwich', async ({ db }) => {
    const desk = await openDesk(db, '2026-12-31T15:59:59.999Z')
    expect((await desk.file()).number).toBe('115-000001')
    expect((await desk.file()).number).toBe('115-000002')
    desk.clock.advance({ seconds: 1 })
    expect((await desk.file()).number).toBe('116-000001')
    expect(await sequences(db)).toEqual(['115-1', '115-2', '116-1'])
  })

  test('of both years are without gaps when cases come at once around midnight', async ({ db }) => {
    const desk = await openDesk(db, '2026-12-31T15:59:59.999Z')
    const old = Array.from({ length: 30 }, () => desk.file())
    desk.clock.advance({ seconds: 1 })
    await Promise.all([...old, ...Array.from({ length: 30 }, () => desk.file())])
    expect(await sequences(db)).toEqual(
      [115, 116].flatMap((year) => Array.from({ length: 30 }, (_, n) => `${year}-${n + 1}`)),
    )
  })

  test('grow beyond six digits', async ({ db }) => {
    const desk = await openDesk(db)
    await db.insertInto('numberCounter').values({ year: 115, n: 999_999 }).execute()
    const { id, number } = await desk.file()
    expect(number).toBe('115-1000000')
    expect((await desk.stored(id)).number).toBe('115-1000000')
  })
})

describe('the same key', () => {
  test('at the same moment is one case, and everybody is told the same number', async ({ db }) => {
    const desk = await openDesk(db)
    const told = await Promise.all(Array.from({ length: 20 }, () => desk.file({ key: 'the-same' })))
    expect(told.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(told.map(({ id, number }) => `${id} ${number}`)).size).toBe(1)
    expect(await sequences(db)).toEqual(['115-1'])
    expect(await desk.told('case.opened')).toHaveLength(1)
  })

  test('among many that arrive at two servers in opposite order is one case each, and nobody waits for ever', async ({
    db,
    databaseUrl,
  }) => {
    const desk = await openDesk(db)
    const other = openDatabase({ url: databaseUrl })
    const keys = Array.from({ length: 40 }, (_, n) => `key ${n}`)
    const told = await Promise.all([
      ...keys.map((key) => desk.file({ key })),
      ...keys.toReversed().map((key) => acceptCase({ ...desk.deps, db: other }, desk.filing({ key }))),
    ])
    await other.destroy()
    expect(told.filter(({ created }) => created)).toHaveLength(40)
    expect(new Set(told.map(({ id }) => id)).size).toBe(40)
    expect(await sequences(db)).toEqual(Array.from({ length: 40 }, (_, n) => `115-${n + 1}`))
  })

  test('later is told the times of the first', async ({ db }) => {
    const desk = await openDesk(db)
    const first = await desk.file({ key: 'again' })
    desk.clock.advance({ hours: 3 })
    expect(await desk.file({ key: 'again' })).toEqual({ ...first, created: false })
  })

  test('is free again when the first attempt failed', async ({ db }) => {
    const desk = await openDesk(db)
    const file = await upload(db, { state: 'uploading' })
    await expect(desk.file({ key: 'k', fileIds: [file] })).rejects.toMatchObject({ code: 'file-not-ready' })
    await db.updateTable('files').set({ state: 'ready' }).where('id', '=', file).execute()
    const [one, two] = await Promise.all([
      acceptCase(desk.deps, desk.filing({ key: 'k', fileIds: [file] })),
      acceptCase(desk.deps, desk.filing({ key: 'k', fileIds: [file] })),
    ])
    expect(one.id).toBe(two.id)
  })
})

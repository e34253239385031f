import { strToU8, zipSync } from 'fflate'
import { describe, expect } from 'vitest'
import { forgetImports } from '../../server/directory/import/forget.ts'
import { workOffKnowledgeImports } from '../../server/knowledge/import/kind.ts'
import { newId } from '../../server/platform/values.ts'
import { lines } from '../support/imports.ts'
import { findable, liveEntries, test } from '../support/knowledge-imports.ts'

const HEADER = '來源編號,標題,簡答,業務別'
const many = (count: number, answer = '簡答') =>
  lines(HEADER, ...Array.from({ length: count }, (_, n) => `S-${n},第${n}題,${answer}${n},差勤`))

type WorkDeps = Parameters<typeof workOffKnowledgeImports>[0]

/** A database handle that stops working after so many transactions, as a killed process does. */
function dyingAfter(deps: WorkDeps, transactions: number): WorkDeps {
  let left = transactions
  const db = new Proxy(deps.db, {
    get(target, key, receiver) {
      if (key === 'transaction' && left-- <= 0) throw new Error('killed')
      const value = Reflect.get(target, key, receiver)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { ...deps, db }
}

describe('an import of entries that is killed', () => {
  test('goes on where it was, at every step: no entry twice, none left out, each found', async ({
    imports,
    db,
  }) => {
    const { chief, importDeps } = imports
    const zip = zipSync({
      '問答.csv': strToU8(
        lines(
          `${HEADER},附件`,
          ...Array.from({ length: 130 }, (_, n) => `S-${n},第${n}題,簡答,差勤,附件/${n % 3}.csv`),
        ),
      ),
      ...Object.fromEntries([0, 1, 2].map((n) => [`附件/${n}.csv`, strToU8(`欄位${n}`)])),
    })
    const { body } = await chief.begin(zip, '問答.zip')
    let deaths = 0
    async function worksOff(state: string) {
      for (let lives = 1; (await chief.read(body.id)).state !== state; lives += 2) {
        await workOffKnowledgeImports(dyingAfter(importDeps, lives)).catch(() => deaths++)
        // Nobody has heard of the dead one for long enough.
        await db
          .updateTable('imports')
          .set({ leaseUntil: new Date(0), tries: 0 })
          .execute()
      }
    }
    await chief.ask(`POST /knowledge-imports/${body.id}/check`, {})
    await worksOff('checked')
    await chief.ask(`POST /knowledge-imports/${body.id}/run`, { publishAs: 'live' })
    await worksOff('done')
    expect(deaths).toBeGreaterThan(3)
    expect((await chief.read(body.id)).counts).toEqual({ created: 130, changed: 0, unchanged: 0, failed: 0 })
    expect(await liveEntries(db)).toHaveLength(130)
    expect(await findable(db)).toHaveLength(130)
    const named = await db
      .selectFrom('knowledgeFiles')
      .innerJoin('files', 'files.id', 'fileId')
      .select(({ fn }) => [fn.countAll<number>().as('n'), fn.count<number>('fileId').distinct().as('files')])
      .where('files.state', '=', 'ready')
      .where('files.expiresAt', 'is', null)
      .executeTakeFirstOrThrow()
    expect(named).toEqual({ n: 130, files: 3 })
    await chief.ask(`POST /knowledge-imports/${body.id}/undo`, {})
    await worksOff('undone')
    expect(await liveEntries(db)).toEqual([])
    expect(await findable(db)).toEqual([])
    const left = await db.selectFrom('knowledgeEntries').select('id').execute()
    expect(left).toEqual([])
    const kept = await db
      .selectFrom('files')
      .select('id')
      .where('name', 'in', ['0.csv', '1.csv', '2.csv'])
      .where('expiresAt', 'is', null)
      .execute()
    expect(kept).toEqual([])
  })
})

describe('an import of entries that stands still', () => {
  test('goes on after the last row written when somebody says so, and lets another one in meanwhile', async ({
    imports,
    db,
  }) => {
    const { chief, importDeps, workOff } = imports
    const { id } = await chief.check(many(130))
    await chief.ask(`POST /knowledge-imports/${id}/run`, { publishAs: 'live' })
    // Files, then the first rows.
    await workOffKnowledgeImports(dyingAfter(importDeps, 7)).catch(() => undefined)
    const { actions } = await chief.read(id)
    expect(actions).toContain('pause')
    await chief.ask(`POST /knowledge-imports/${id}/pause`, {})
    await db
      .updateTable('imports')
      .set({ leaseUntil: new Date(0), tries: 0 })
      .execute()
    await workOff()
    const paused = await chief.read(id)
    expect([paused.state, paused.actions]).toEqual(['paused', ['resume', 'cancel']])
    const written = (await liveEntries(db)).length
    expect(written).toBeLessThan(130)
    expect((await chief.import(lines(HEADER, 'T-1,別的題目,簡答,考績'))).state).toBe('done')
    await chief.ask(`POST /knowledge-imports/${id}/resume`, {})
    await workOff()
    expect((await chief.read(id)).counts.created).toBe(130)
    expect(await liveEntries(db)).toHaveLength(131)
  })

  test('and two at once are one after the other: the second keeps what it has', async ({ imports }) => {
    const { chief, as, second } = imports
    const other = as(second)
    const [one, two] = [await chief.begin(many(3)), await other.begin(many(3))]
    expect((await chief.ask(`POST /knowledge-imports/${one.body.id}/check`, {})).status).toBe(202)
    const refused = await other.ask(`POST /knowledge-imports/${two.body.id}/check`, {})
    expect([refused.status, refused.body.code]).toEqual([409, 'import-at-work'])
    await imports.workOff()
    expect((await other.ask(`POST /knowledge-imports/${two.body.id}/check`, {})).status).toBe(202)
  })

  test('worked off by two servers at once, each entry is written once', async ({ imports, db }) => {
    const { chief, importDeps } = imports
    const { id } = await chief.check(many(120))
    await chief.ask(`POST /knowledge-imports/${id}/run`, { publishAs: 'live' })
    await Promise.all([workOffKnowledgeImports(importDeps), workOffKnowledgeImports(importDeps)])
    expect((await chief.read(id)).counts.created).toBe(120)
    expect(await liveEntries(db)).toHaveLength(120)
  })
})

describe('an import of entries that is undone', () => {
  test('brings back what was live, takes away what was new, and finds what was found before', async ({
    imports,
    db,
  }) => {
    const { chief } = imports
    await chief.import(many(3, '原來的'))
    const before = await liveEntries(db)
    const found = await findable(db)
    const done = await chief.import(many(5, '改過的'))
    expect(done.counts).toMatchObject({ created: 2, changed: 3 })
    const undone = await chief.undo(done.id)
    expect(undone).toMatchObject({
      state: 'undone',
      undone: { restored: 3, removed: 2, left: 0 },
      actions: [],
    })
    expect(await liveEntries(db)).toEqual(before)
    expect(await findable(db)).toEqual(found)
    const document = await db.selectFrom('searchDocuments').select('body').where('kind', '<>', '').execute()
    expect(document.every(({ body }) => body.includes('原来'))).toBe(true)
    // Undone, it can be imported again.
    expect((await chief.import(many(5, '改過的'))).counts).toMatchObject({ created: 2, changed: 3 })
  })

  test('leaves what somebody has changed or used since, and lists it', async ({ imports, db }) => {
    const { chief } = imports
    const done = await chief.import(many(4))
    const [edited, used, , rated] = await liveEntries(db)
    await imports.next(edited!.id)
    await db
      .insertInto('knowledgeFeedback')
      .values({
        id: newId(),
        entryId: rated!.id,
        versionId: rated!.versionId,
        personId: imports.writer.id,
        visitor: null,
        solved: true,
        reason: null,
        answer: null,
        answeredAt: null,
        answeredBy: null,
        at: imports.deps.now(),
      })
      .execute()
    await db.insertInto('knowledgeViews').values({ entryId: used!.id, day: '2026-11-20', n: 3 }).execute()
    const undone = await chief.undo(done.id)
    expect(undone.undone).toEqual({ restored: 0, removed: 2, left: 2 })
    const left = await chief.failures(done.id, 'left')
    expect(left.map(({ key, reasons }) => [key, reasons[0]])).toEqual([
      ['S-0', expect.stringContaining('已由他人變更')],
      ['S-3', expect.stringContaining('已有其他資料使用')],
    ])
    expect((await liveEntries(db)).map(({ source }) => source)).toEqual(['S-0', 'S-3'])
    expect(await findable(db)).toHaveLength(2)
  })

  test('takes drafts back, too, and its versions stay what they were while it is not', async ({
    imports,
    db,
  }) => {
    const { chief } = imports
    await chief.import(many(2))
    const done = await chief.import(many(2, '草稿的'), '問答.csv', 'draft')
    expect(done.counts.changed).toBe(2)
    expect((await liveEntries(db)).map(({ shortAnswer }) => shortAnswer)).toEqual(['簡答0', '簡答1'])
    expect((await chief.undo(done.id)).undone).toMatchObject({ restored: 2, left: 0 })
    const [one] = await liveEntries(db)
    expect(await imports.versions(one!.id)).toHaveLength(1)
    await expect(
      db
        .updateTable('knowledgeVersions')
        .set({ title: '改寫歷史' })
        .where('id', '=', one!.versionId)
        .execute(),
    ).rejects.toThrow()
  })
})

test('an import that stands still for a week ends; what it had written stays, and can still be undone', async ({
  imports,
  db,
}) => {
  const { chief, importDeps, clock } = imports
  const { id } = await chief.check(many(60))
  await chief.ask(`POST /knowledge-imports/${id}/run`, { publishAs: 'live' })
  await workOffKnowledgeImports(dyingAfter(importDeps, 7)).catch(() => undefined)
  await chief.ask(`POST /knowledge-imports/${id}/pause`, {})
  await db
    .updateTable('imports')
    .set({ leaseUntil: new Date(0), tries: 0 })
    .execute()
  await imports.workOff()
  const written = (await liveEntries(db)).length
  expect(written).toBeGreaterThan(0)
  clock.advance({ hours: 6 * 24 })
  await forgetImports(importDeps)
  expect((await chief.read(id)).state).toBe('paused')
  clock.advance({ hours: 25 })
  await forgetImports(importDeps)
  const ended = await chief.read(id)
  expect([ended.state, ended.actions]).toEqual(['cancelled', ['undo']])
  expect((await chief.undo(id)).undone).toMatchObject({ removed: written, left: 0 })
  expect(await liveEntries(db)).toEqual([])
})

import { describe, expect } from 'vitest'
import { claimImport, LostClaim, step } from '../../server/directory/import/work/claim.ts'
import { workOffImports } from '../../server/directory/import/work/work.ts'
import { addAgency } from '../support/directory.ts'
import { KEEP } from '../support/import-ground.ts'
import { lines, test } from '../support/imports.ts'

const HEADER = '人員代碼,姓名,機關代碼'
const many = (count: number) => lines(HEADER, ...Array.from({ length: count }, (_, n) => `M${n},第${n}位,A1`))
const countOf = async (db: Parameters<typeof addAgency>[0], like: string) =>
  (
    await db
      .selectFrom('people')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('personnelNo', 'like', like)
      .executeTakeFirstOrThrow()
  ).n

/** A database handle that stops working after so many transactions, as a killed process does. */
function dyingAfter(deps: Parameters<typeof workOffImports>[0], transactions: number) {
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

describe('an import whose process is killed', () => {
  test('goes on where it was, at every step: no row twice, none left out, each whole', async ({
    imports,
  }) => {
    const { db, as, deps } = imports
    const admin = await as('administrator')
    await addAgency(db, { name: '臺松市政府', code: 'A1' })
    const { body } = await admin.begin('people', many(2600))
    await admin.ask(`POST /imports/${body.id}/check`)
    let deaths = 0
    const worksOff = async (state: string) => {
      for (let lives = 1; (await admin.read(body.id)).state !== state; lives += 2) {
        await workOffImports(dyingAfter(deps, lives)).catch(() => deaths++)
        // Nobody has heard of the dead one for long enough.
        await db
          .updateTable('imports')
          .set({ leaseUntil: new Date(0), tries: 0 })
          .execute()
      }
    }
    await worksOff('checked')
    expect((await admin.read(body.id)).counts).toEqual({ created: 2600, changed: 0, unchanged: 0, failed: 0 })
    await admin.ask(`POST /imports/${body.id}/run`, KEEP)
    await worksOff('done')
    expect(deaths).toBeGreaterThan(3)
    expect((await admin.read(body.id)).counts).toEqual({ created: 2600, changed: 0, unchanged: 0, failed: 0 })
    expect(await countOf(db, 'M%')).toBe(2600)
    await admin.ask(`POST /imports/${body.id}/undo`)
    await worksOff('undone')
    expect(await countOf(db, 'M%')).toBe(0)
  })

  test('is taken over only when it has been silent, and one that was slow keeps nothing of what it does then', async ({
    imports,
  }) => {
    const { db, as, deps } = imports
    const admin = await as('administrator')
    const { body } = await admin.begin('people', many(3))
    await admin.ask(`POST /imports/${body.id}/check`)
    const slow = await claimImport(db)
    expect(slow?.id).toBe(body.id)
    expect(await claimImport(db)).toBeUndefined()
    await db
      .updateTable('imports')
      .set({ leaseUntil: new Date(0) })
      .execute()
    expect(await claimImport(db)).toBeDefined()
    await expect(step(deps, slow!, async () => 'kept')).rejects.toThrow(LostClaim)
  })
})

describe('an import that is stopped', () => {
  test('keeps the rows written so far, and they can be taken back', async ({ imports }) => {
    const { db, as, deps } = imports
    const admin = await as('administrator')
    await addAgency(db, { name: '臺松市政府', code: 'A1' })
    const { id } = await admin.check('people', many(2600))
    await admin.ask(`POST /imports/${id}/run`, KEEP)
    await workOffImports(dyingAfter(deps, 4)).catch(() => undefined)
    await db
      .updateTable('imports')
      .set({ leaseUntil: new Date(0) })
      .execute()
    const { body } = await admin.ask(`POST /imports/${id}/cancel`)
    expect(body.actions).toEqual([])
    await imports.workOff()
    const cancelled = await admin.read(id)
    expect(cancelled).toMatchObject({ state: 'cancelled', actions: ['undo'] })
    expect(cancelled.counts.created).toBeGreaterThan(0)
    expect(cancelled.counts.created).toBeLessThan(2600)
    expect(await countOf(db, 'M%')).toBe(cancelled.counts.created)
    expect((await admin.undo(id)).undone.removed).toBe(cancelled.counts.created)
    expect(await countOf(db, 'M%')).toBe(0)
  })

  test('before it has written anything has changed nothing', async ({ imports }) => {
    const { db, as } = imports
    const admin = await as('administrator')
    const { id } = await admin.check('people', lines(HEADER, 'M1,一,'))
    const { body } = await admin.ask(`POST /imports/${id}/cancel`)
    expect(body).toMatchObject({ state: 'cancelled', actions: [] })
    expect(await countOf(db, 'M%')).toBe(0)
    expect((await admin.ask(`POST /imports/${id}/run`, KEEP)).body.code).toBe('import-not-now')
  })
})

describe('imports of several people', () => {
  test('are one at a time; the other keeps what it has', async ({ imports }) => {
    const { as } = imports
    const [one, other] = [await as('administrator'), await as('supervisor')]
    const first = await one.begin('people', many(2))
    const second = await other.begin('people', many(2))
    expect((await one.ask(`POST /imports/${first.body.id}/check`)).status).toBe(202)
    const refused = await other.ask(`POST /imports/${second.body.id}/check`)
    expect([refused.status, refused.body.code]).toEqual([409, 'import-at-work'])
    await imports.workOff()
    expect((await other.ask(`POST /imports/${second.body.id}/check`)).status).toBe(202)
  })

  test('are not found by others, but by who manages accounts; and nobody imports another’s upload', async ({
    imports,
  }) => {
    const { as } = imports
    const [supervisor, agent, admin] = [
      await as('supervisor'),
      await as('tier1-agent'),
      await as('administrator'),
    ]
    const { body } = await supervisor.begin('people', many(2))
    for (const key of [
      `GET /imports/${body.id}`,
      `POST /imports/${body.id}/check`,
      `POST /imports/${body.id}/cancel`,
    ])
      expect([key, (await agent.ask(key)).body.code]).toEqual([key, 'import-not-found'])
    expect((await agent.ask('GET /imports')).body).toEqual([])
    expect((await admin.ask('GET /imports')).body).toHaveLength(1)
    const { id: fileId } = await supervisor.upload('名冊.csv', many(2))
    const stolen = await agent.ask('POST /imports', { fileId, subject: 'people' })
    expect([stolen.status, stolen.body.code]).toEqual([404, 'file-not-found'])
    const user = await as('user')
    expect((await user.ask('GET /imports')).body.code).toBe('permission-missing')
  })

  test('are recorded: who ran, stopped or undid which file, and with what result', async ({ imports }) => {
    const { as, db } = imports
    const admin = await as('administrator')
    await addAgency(db, { name: '臺松市政府', code: 'A1' })
    const { id } = await admin.import('people', many(3))
    await admin.undo(id)
    const log = await db
      .selectFrom('auditLog')
      .select(['action', 'actorId', 'detail'])
      .where('subject', '=', `import:${id}`)
      .orderBy('at')
      .orderBy('id')
      .execute()
    expect(log.map(({ action }) => action).toSorted()).toEqual([
      'import-ended',
      'import-run',
      'import-undone',
    ])
    expect(log.every(({ actorId }) => actorId === admin.account.id)).toBe(true)
    expect(log.find(({ action }) => action === 'import-ended')?.detail).toMatchObject({
      state: 'done',
      created: 3,
    })
  })
})

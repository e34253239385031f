import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'vitest'
import { testAlone } from '../support/database.ts'
import { someFolder } from '../support/files-app.ts'
import { importsOn } from '../support/import-ground.ts'
import { lines } from '../support/imports.ts'
import { anOffice } from '../support/office.ts'

const ROWS = 3000
const WORKER = join(import.meta.dirname, '../support/import-worker.ts')

testAlone(
  'killed with -9 again and again, an import writes every row once, and every case follows once',
  async ({ db, databaseUrl, onTestFinished }) => {
    const { folder, remove } = await someFolder()
    onTestFinished(remove)
    const imports = await importsOn(db, folder)
    const office = await anOffice(db, imports.clock.now)
    const admin = await imports.as('administrator')
    const rows = Array.from(
      { length: ROWS },
      (_, n) => `K${n},第${n}位,A1,02-2397-${String(n % 10_000).padStart(4, '0')}`,
    )
    const { body } = await admin.begin('people', lines('人員代碼,姓名,機關代碼,電話', 'P1,甲,B1,', ...rows))
    let kills = 0

    /** Lets processes work, each to die some steps later than the one before, until the import is there. */
    async function workUntil(state: string) {
      for (let dieAt = 4; ; dieAt = Math.ceil(dieAt * 1.7)) {
        const args = [WORKER, databaseUrl, pathToFileURL(folder).href, body.id, String(dieAt)]
        await once(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit')
        if ((await admin.read(body.id)).state === state) return
        kills += 1
        // Silent for as long as it takes others to notice.
        await db
          .updateTable('imports')
          .set({ leaseUntil: new Date(0), tries: 0 })
          .execute()
      }
    }

    await admin.ask(`POST /imports/${body.id}/check`)
    await workUntil('checked')
    expect((await admin.read(body.id)).counts).toEqual({ created: ROWS, changed: 1, unchanged: 0, failed: 0 })
    await admin.ask(`POST /imports/${body.id}/run`, { moved: 'new-agency', left: 'keep' })
    await workUntil('done')
    expect(kills).toBeGreaterThan(4)
    const done = await admin.read(body.id)
    expect(done.counts).toEqual({ created: ROWS, changed: 1, unchanged: 0, failed: 0 })
    expect(done.moves).toMatchObject({ waiting: 0, cases: 2, left: 0 })
    const written = await db
      .selectFrom('people')
      .innerJoin('personPhones', 'personId', 'people.id')
      .select(({ fn }) => [
        fn.count<number>('people.id').as('n'),
        fn.count<number>('personnelNo').distinct().as('of'),
      ])
      .where('personnelNo', 'like', 'K%')
      .executeTakeFirstOrThrow()
    expect(written).toEqual({ n: ROWS, of: ROWS })
    const told = await db
      .selectFrom('timeline')
      .select('caseId')
      .where('kind', '=', 'change')
      .where('caseId', 'in', office.cases)
      .execute()
    expect(told.map(({ caseId }) => caseId).toSorted()).toEqual(office.cases.toSorted())
  },
  120_000,
)

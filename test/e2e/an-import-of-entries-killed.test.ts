import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect } from 'vitest'
import { testAlone } from '../support/database.ts'
import { someFolder } from '../support/files-app.ts'
import { lines } from '../support/imports.ts'
import { findable, knowledgeImportsOn, liveEntries } from '../support/knowledge-imports.ts'

const ROWS = 400
const WORKER = join(import.meta.dirname, '../support/import-worker.ts')
const table = (answer: string) =>
  lines(
    '來源編號,標題,簡答,業務別',
    ...Array.from({ length: ROWS }, (_, n) => `K-${n},第${n}題,${answer}${n},差勤`),
  )

testAlone(
  'killed with -9 again and again, an import of entries makes each once, live and found; undone so, none is left',
  async ({ db, databaseUrl, onTestFinished }) => {
    const { folder, remove } = await someFolder()
    const { chief, app } = await knowledgeImportsOn(db, folder)
    onTestFinished(async () => {
      await app.close()
      await remove()
    })
    const { body } = await chief.begin(table('簡答'))
    let kills = 0

    /** Lets processes work, each to die some steps later than the one before, until the import is there. */
    async function workUntil(state: string) {
      for (let dieAt = 5; ; dieAt = Math.ceil(dieAt * 1.8)) {
        const args = [WORKER, databaseUrl, pathToFileURL(folder).href, body.id, String(dieAt)]
        await once(spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] }), 'exit')
        if ((await chief.read(body.id)).state === state) return
        kills += 1
        // Silent for as long as it takes others to notice.
        await db
          .updateTable('imports')
          .set({ leaseUntil: new Date(0), tries: 0 })
          .execute()
      }
    }

    await chief.ask(`POST /knowledge-imports/${body.id}/check`, {})
    await workUntil('checked')
    await chief.ask(`POST /knowledge-imports/${body.id}/run`, { publishAs: 'live' })
    await workUntil('done')
    expect(kills).toBeGreaterThan(4)
    expect((await chief.read(body.id)).counts).toEqual({ created: ROWS, changed: 0, unchanged: 0, failed: 0 })
    const entries = await liveEntries(db)
    expect(new Set(entries.map(({ source }) => source)).size).toBe(ROWS)
    expect(entries).toHaveLength(ROWS)
    expect(await findable(db)).toHaveLength(ROWS)
    await chief.ask(`POST /knowledge-imports/${body.id}/undo`, {})
    await workUntil('undone')
    expect(await liveEntries(db)).toEqual([])
    expect(await findable(db)).toEqual([])
  },
  240_000,
)

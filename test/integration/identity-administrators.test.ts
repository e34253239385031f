import { sql } from 'kysely'
import { describe, expect, vi } from 'vitest'
import type { Db } from '../../server/platform/database/database.ts'
import { employ } from '../support/accounts.ts'
import { withAdministrator } from '../support/administrator.ts'
import { testAlone as test } from '../support/database.ts'

describe('the last administrator', () => {
  test('cannot be disabled nor lose the role', async ({ db }) => {
    const { ask, token, admin } = await withAdministrator(db)
    const retired = await employ(db, { roles: ['administrator'] })
    await ask(`PUT /accounts/${retired.id}/disabled`, { token, body: { disabled: true } })
    const tries = [
      await ask(`PUT /accounts/${admin.id}/disabled`, { token, body: { disabled: true } }),
      await ask(`PUT /accounts/${admin.id}/roles`, { token, body: { roles: ['supervisor'] } }),
    ]
    for (const reply of tries)
      expect(reply).toMatchObject({ status: 409, body: { code: 'last-administrator' } })
    expect(await ask('GET /accounts', { token })).toMatchObject({ status: 200 })
  })

  test.for([
    ['roles', { roles: ['user'] }],
    ['disabled', { disabled: true }],
  ] as const)(
    'remains when the last two remove each other at the same moment: %s',
    async ([what, body], { db }) => {
      const { ask, signIn, token, admin } = await withAdministrator(db)
      const second = await employ(db, { roles: ['administrator'] })
      const { token: seconds } = await signIn(second)

      const removals = await db.transaction().execute(async (trx) => {
        await sql`lock table audit_log in share mode`.execute(trx)
        const both = Promise.all([
          ask(`PUT /accounts/${second.id}/${what}`, { token, body }),
          ask(`PUT /accounts/${admin.id}/${what}`, { token: seconds, body }),
        ])
        await vi.waitFor(async () => expect(await waitingForLocks(db)).toBe(2))
        return { both }
      })

      expect((await removals.both).map(({ status }) => status).sort()).toEqual([200, 409])
    },
  )
})

/** How many sessions of this database wait for what another one holds. */
async function waitingForLocks(db: Db) {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return rows[0]?.n
}

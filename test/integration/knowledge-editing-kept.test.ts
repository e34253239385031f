import { type RawBuilder, sql } from 'kysely'
import { describe, expect } from 'vitest'
import { test } from '../support/knowledge/editors.ts'

const refused = (statement: RawBuilder<unknown>, db: Parameters<RawBuilder<unknown>['execute']>[0]) =>
  statement.execute(db).then(
    () => 'done',
    (error: Error) => error.message,
  )

describe('the database itself', () => {
  test('has no public entry live that nobody but its writers has read', async ({ desk, db }) => {
    const { id } = await desk.begin()
    const [draft] = await desk.versions(id)
    await desk.save(id, { body: '同事也寫了' }, desk.colleague)
    for (const reviewedBy of [null, desk.writer.id, desk.colleague.id])
      for (const state of ['approved', 'live', 'replaced', 'withdrawn'])
        expect(
          await refused(
            sql`update knowledge_versions set state = ${state}, reviewed_by = ${reviewedBy} where id = ${draft!.id}`,
            db,
          ),
        ).toContain('was_read_by_another')
    expect((await desk.versions(id))[0]!.state).toBe('draft')
  })

  test('lets no word change of what is read, was approved, live, replaced, withdrawn or given up', async ({
    desk,
    db,
  }) => {
    const inReview = (await desk.submit((await desk.begin()).id)).id
    const waits = await desk.begin({ effectiveFrom: '2027-01-01' })
    await desk.submit(waits.id)
    const approved = (await desk.approve(waits.id)).id
    const replaced = (await desk.publish()).id
    await desk.next(replaced)
    await desk.save(replaced, { body: '第二版' })
    await desk.submit(replaced)
    await desk.approve(replaced)
    const withdrawn = (await desk.publish()).id
    await desk.withdraw(withdrawn)
    const discarded = (await desk.take('discard', (await desk.begin()).id, desk.writer)).id
    for (const [state, entryId] of Object.entries({
      review: inReview,
      approved,
      replaced,
      withdrawn,
      discarded,
    })) {
      const [version] = await desk.versions(entryId)
      expect(version!.state).toBe(state)
      const others: RawBuilder<unknown>[] = [
        sql`update knowledge_versions set body = body || '。' where id = ${version!.id}`,
        sql`update knowledge_versions set visibility = 'internal', why_hidden = 'x' where id = ${version!.id}`,
        sql`update knowledge_versions set tags = '{}' where id = ${version!.id}`,
        sql`update knowledge_versions set writers = '{}' where id = ${version!.id}`,
        sql`insert into knowledge_variants (version_id, n, hr_system, body) values (${version!.id}, 1, 'own', 'x')`,
        sql`insert into knowledge_version_systems values (${version!.id}, ${desk.attendance})`,
        sql`delete from knowledge_versions where id = ${version!.id}`,
      ]
      for (const statement of others)
        expect([state, await refused(statement, db)]).not.toEqual([state, 'done'])
      expect((await desk.versions(entryId))[0]).toEqual(version)
    }
  })

  test('lets nothing that was live become a draft again', async ({ desk, db }) => {
    const { id, versions } = await desk.publish()
    for (const state of ['draft', 'review', 'approved', 'discarded'])
      expect(
        await refused(sql`update knowledge_versions set state = ${state} where id = ${versions[0]!.id}`, db),
      ).toContain('does not go from live')
    expect((await desk.versions(id))[0]!.state).toBe('live')
  })

  test('takes an import: a live version and its parts after it, and all of it undone', async ({
    desk,
    db,
  }) => {
    const { id } = await desk.begin()
    const [draft] = await desk.versions(id)
    await sql`update knowledge_versions set is_imported = true where id = ${draft!.id}`.execute(db)
    await sql`update knowledge_versions set state = 'live', live_at = now() where id = ${draft!.id}`.execute(
      db,
    )
    const part = sql`knowledge_version_systems where version_id = ${draft!.id}`
    await sql`insert into knowledge_version_systems values (${draft!.id}, ${desk.attendance})`.execute(db)
    expect(await refused(sql`delete from ${part}`, db)).toContain('in drafts alone')
    await sql`delete from knowledge_versions where id = ${draft!.id}`.execute(db)
    expect((await sql`select from ${part}`.execute(db)).rows).toEqual([])
    expect(await desk.versions(id)).toEqual([])
  })

  test('numbers entries one after the other, past a million too', async ({ desk, db }) => {
    const [one, other] = [await desk.begin(), await desk.begin()]
    expect(one.number).toMatch(/^Q\d{6}$/)
    expect(Number(other.number.slice(1)) - Number(one.number.slice(1))).toBe(1)
    const { rows } = await sql<{ number: string }>`
      update knowledge_entries set seq = 1234567 where id = ${one.id} returning number`.execute(db)
    expect(rows[0]!.number).toBe('Q1234567')
  })
})

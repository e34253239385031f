import { describe, expect } from 'vitest'
import { keepDraft, readDraft } from '../../server/cases/drafts.ts'
import { openDesk } from '../support/case-desk.ts'
import { staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

describe('a draft', () => {
  test('is its writer’s alone; the last one written stands, and nothing removes it but them', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner, colleague } = await staffOf(desk)
    expect(await readDraft(db, owner, 'case:new')).toEqual({ body: null, updatedAt: null })
    await keepDraft(desk.deps, owner, 'case:new', { text: '寫到一半' })
    desk.clock.advance({ seconds: 2 })
    const { updatedAt } = await keepDraft(desk.deps, owner, 'case:new', { text: '寫完了' })
    await keepDraft(desk.deps, colleague, 'case:new', { text: '別人的' })
    expect(await readDraft(db, owner, 'case:new')).toEqual({ body: { text: '寫完了' }, updatedAt })
    await keepDraft(desk.deps, owner, 'case:new', null)
    expect(await readDraft(db, owner, 'case:new')).toEqual({ body: null, updatedAt: null })
    expect(await readDraft(db, colleague, 'case:new')).toMatchObject({ body: { text: '別人的' } })
  })

  test('of more than a hundred thousand bytes is refused with the limit; of old ones the oldest go', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    await expect(keepDraft(desk.deps, owner, 'k', { text: '字'.repeat(33_400) })).rejects.toMatchObject({
      kind: 'too-large',
      code: 'content-too-large',
      detail: { maxBytes: 100_000 },
    })
    await keepDraft(desk.deps, owner, 'k', { text: '字'.repeat(33_000) })
    for (let n = 0; n < 205; n++) {
      desk.clock.advance({ seconds: 1 })
      await keepDraft(desk.deps, owner, `n${n}`, { n })
    }
    expect(
      await db.selectFrom('drafts').select('key').where('personId', '=', owner.id).execute(),
    ).toHaveLength(200)
    expect(await readDraft(db, owner, 'n204')).toMatchObject({ body: { n: 204 } })
    expect(await readDraft(db, owner, 'k')).toMatchObject({ body: null })
  })
})

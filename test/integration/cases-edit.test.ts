import { describe, expect } from 'vitest'
import { claimCase } from '../../server/cases/claim.ts'
import { editCase } from '../../server/cases/edit.ts'
import { newId } from '../../server/platform/values.ts'
import { openDesk } from '../support/case-desk.ts'
import { bringTo, order, staffOf } from '../support/case-ways.ts'
import { test } from '../support/database.ts'

describe('correcting what a case is about', () => {
  test('says each property in words, before and after, and nothing when nothing changes', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    const { version, lastSeq } = await desk.stored(id)
    const edited = await editCase(desk.deps, order(owner, id), {
      title: '簽核人空白',
      leadSystemId: desk.payroll,
      systemIds: [desk.attendance],
      agencyId: desk.elsewhere,
      rootCause: 'system-design',
    })
    expect(edited).toMatchObject({
      title: '簽核人空白',
      leadSystemId: desk.payroll,
      agencyName: '遠山部',
      rootCause: 'system-design',
    })
    expect([...edited.systemIds].sort()).toEqual([desk.attendance, desk.payroll].sort())
    expect((await desk.entries(id)).filter(({ kind }) => kind === 'change').map(({ body }) => body)).toEqual([
      { fields: ['title'], from: '請假單送出後沒有簽核人', to: '簽核人空白' },
      { fields: ['rootCause'], from: '', to: 'system-design' },
      { fields: ['systems'], from: '差勤', to: '待遇、差勤' },
      { fields: ['agency'], from: '曙光部燈塔局', to: '遠山部' },
    ])
    const same = await editCase(desk.deps, order(owner, id), {
      title: '簽核人空白',
      systemIds: [desk.payroll, desk.attendance],
    })
    expect([same.version, (await desk.stored(id)).lastSeq]).toEqual([version + 1, lastSeq + 4])
  })

  test('is refused for what there is not', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const id = await bringTo(desk, { owner }, 'in-progress')
    for (const [properties, code] of [
      [{ leadSystemId: 9999 }, 'system-not-found'],
      [{ agencyId: 999_999 }, 'refers-to-nothing'],
      [{ requesterId: newId<'person'>() }, 'refers-to-nothing'],
    ] as const)
      await expect(editCase(desk.deps, order(owner, id), properties)).rejects.toMatchObject({ code })
  })

  test('matches an unknown caller to a person and keeps how they asked to be reached', async ({ db }) => {
    const desk = await openDesk(db)
    const { owner } = await staffOf(desk)
    const { id } = await desk.file({ requesterName: '王先生', requesterPhone: null, agencyId: null })
    await claimCase(desk.deps, order(owner, id))
    const person = await desk.hire('user', { name: '王大同', agencyId: desk.bureau })
    const other = await desk.hire('user', { name: '李小華' })
    await db.updateTable('people').set({ email: 'li@example.gov.tw' }).where('id', '=', other.id).execute()
    await db.insertInto('personPhones').values({ personId: person.id, e164: '+886491111111' }).execute()
    expect(await editCase(desk.deps, order(owner, id), { requesterId: person.id })).toMatchObject({
      requesterId: person.id,
      requesterName: '王大同',
      requesterEmail: 'wang@example.gov.tw',
      requesterPhone: '+886491111111',
      agencyId: desk.bureau,
    })
    expect(await editCase(desk.deps, order(owner, id), { requesterId: other.id })).toMatchObject({
      requesterName: '李小華',
      requesterEmail: 'li@example.gov.tw',
      requesterPhone: null,
    })
  })

  test('while a case waits, another lead system has it routed anew', async ({ db }) => {
    const desk = await openDesk(db)
    const { colleague } = await staffOf(desk)
    const { id } = await desk.file()
    await editCase(desk.deps, order(colleague, id), { leadSystemId: desk.payroll })
    expect(await desk.told('case.queued', id)).toEqual([{ caseId: id }])
  })
})

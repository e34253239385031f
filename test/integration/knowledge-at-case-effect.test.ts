import { describe, expect } from 'vitest'
import { requesterWrites } from '../../server/cases/by-requester.ts'
import { claimCase } from '../../server/cases/claim.ts'
import { closeCase } from '../../server/cases/close.ts'
import { replyTo } from '../../server/cases/reply.ts'
import { startCase } from '../../server/cases/start.ts'
import { deflect } from '../../server/knowledge/at-case/deflect.ts'
import { knowledgeEffect } from '../../server/knowledge/at-case/effect.ts'
import { putIntoReply } from '../../server/knowledge/at-case/uses.ts'
import type { Db } from '../../server/platform/database/database.ts'
import type { Id } from '../../server/platform/values.ts'
import { openDesk } from '../support/case-desk.ts'
import { order, staffOf } from '../support/case-ways.ts'
import { testAlone as test } from '../support/database.ts'
import { liveEntry } from '../support/knowledge-at-case.ts'
import { SECRETS } from '../support/mailed-cases.ts'

const requester = { actorId: null, origin: 'web 192.0.2.7' }

/** Friday, 2026-11-20, 09:00; the office is open from 08:30 to 17:30. */
async function aDesk(db: Db) {
  const desk = await openDesk(db)
  const { owner } = await staffOf(desk)
  const entry = await liveEntry(db, { systemIds: [desk.attendance, desk.payroll] })
  const { deps, clock } = desk
  const by = (id: Id<'case'>) => order(owner, id)
  return {
    ...desk,
    entry,
    minutes: (minutes: number) => clock.advance({ minutes }),
    take: async (leadSystemId = desk.attendance) => {
      const { id } = await desk.file({ leadSystemId })
      return { id, claim: () => claimCase(deps, by(id)) }
    },
    use: (caseId: Id<'case'>) =>
      putIntoReply(
        { ...deps, publicUrl: '' },
        { actor: owner, caseId },
        { number: entry.number, way: 'text' },
      ),
    answer: (id: Id<'case'>) => replyTo(deps, by(id), { text: '好了', outcome: 'answered' }),
    ask: (id: Id<'case'>) => replyTo(deps, by(id), { text: '請補件', outcome: 'waiting-data' }),
    write: (id: Id<'case'>) => requesterWrites(deps, id, { text: '補件', fileIds: [], by: requester }),
    begin: (id: Id<'case'>) => startCase(deps, by(id)),
    close: (id: Id<'case'>) => closeCase(deps, by(id), { rootCause: 'operation', disposition: 'explained' }),
    deflected: (visitor: string) =>
      deflect(
        { ...deps, secrets: SECRETS },
        { actor: undefined, address: '192.0.2.9', visitor: () => visitor },
        entry.number,
      ),
    effect: (from?: string, until?: string) => knowledgeEffect(deps, { from, until }),
  }
}

describe('what entries save', () => {
  test('is reckoned in office hours from taking a case to its answer, without the queue and the requester’s time', async ({
    db,
  }) => {
    const desk = await aDesk(db)
    // With an entry: 30 minutes in the queue, 30 of ours, 240 of the requester's, 20 of ours.
    const long = await desk.take()
    desk.minutes(30)
    await long.claim()
    desk.minutes(30)
    await desk.ask(long.id)
    desk.minutes(240)
    await desk.write(long.id)
    desk.minutes(10)
    await desk.use(long.id)
    desk.minutes(10)
    await desk.answer(long.id)
    // With an entry: 10 minutes.
    const short = await desk.take()
    await short.claim()
    await desk.use(short.id)
    desk.minutes(10)
    await desk.answer(short.id)
    // It is 14:50. Without: until Monday 09:00, which is 160 minutes and 30.
    const overWeekend = await desk.take()
    await overWeekend.claim()
    desk.minutes(160 + 63 * 60 + 30)
    await desk.answer(overWeekend.id)
    for (const { id } of [long, short, overWeekend]) await desk.close(id)

    const row = {
      month: '2026-11',
      withEntry: 2,
      withEntryMinutes: 30,
      without: 1,
      withoutMinutes: 190,
      deflected: 0,
    }
    expect(await desk.effect()).toEqual([
      { ...row, systemId: null },
      { ...row, systemId: desk.attendance },
    ])
  })

  test('is told by system, and of all together with a median of its own', async ({ db }) => {
    const desk = await aDesk(db)
    const handled = async (system: number, minutes: number) => {
      const { id, claim } = await desk.take(system)
      await claim()
      desk.minutes(minutes)
      await desk.answer(id)
      await desk.close(id)
    }
    await handled(desk.attendance, 10)
    await handled(desk.attendance, 20)
    await handled(desk.payroll, 60)
    const without = (await desk.effect()).map(({ systemId, without, withoutMinutes }) => [
      systemId,
      without,
      withoutMinutes,
    ])
    expect(without).toEqual(
      expect.arrayContaining([
        [null, 3, 20],
        [desk.attendance, 2, 15],
        [desk.payroll, 1, 60],
      ]),
    )
  })

  test('an entry put in after the answer did not help, and an open case says nothing yet', async ({ db }) => {
    const desk = await aDesk(db)
    const late = await desk.take()
    await late.claim()
    desk.minutes(15)
    await desk.answer(late.id)
    desk.minutes(1)
    await desk.use(late.id)
    const open = await desk.take()
    await open.claim()
    await desk.use(open.id)
    expect(await desk.effect()).toEqual([])
    await desk.close(late.id)
    expect((await desk.effect())[0]).toMatchObject({
      withEntry: 0,
      withEntryMinutes: null,
      without: 1,
      withoutMinutes: 15,
    })
  })

  test('counts who found it before asking once in all, and with each system of the entry', async ({ db }) => {
    const desk = await aDesk(db)
    for (const visitor of ['one', 'two', 'two', 'three']) await desk.deflected(visitor)
    const rows = await desk.effect()
    expect(rows.map(({ systemId, deflected }) => [systemId, deflected])).toEqual(
      expect.arrayContaining([
        [null, 3],
        [desk.attendance, 3],
        [desk.payroll, 3],
      ]),
    )
    expect(rows).toHaveLength(3)
  })

  test('is of the days asked for, which have to be a period', async ({ db }) => {
    const desk = await aDesk(db)
    await desk.deflected('one')
    expect(await desk.effect('2026-11-20', '2026-11-20')).toHaveLength(3)
    expect(await desk.effect('2026-11-19', '2026-11-19')).toEqual([])
    expect(await desk.effect('2026-11-21', '2026-11-30')).toEqual([])
    for (const [from, until] of [
      ['2026-11-20', '2026-11-18'],
      ['1999-01-01', '2026-11-18'],
    ])
      await expect(desk.effect(from, until)).rejects.toMatchObject({ kind: 'invalid' })
  })
})

import { describe, expect } from 'vitest'
import { FIRST_PERMISSIONS } from '../../server/identity/permissions.ts'
import { deflect } from '../../server/knowledge/at-case/deflect.ts'
import type { Finder } from '../../server/knowledge/at-case/finder.ts'
import { suggestAtQuestion } from '../../server/knowledge/at-case/suggest.ts'
import type { Actor } from '../../server/platform/actor.ts'
import type { Db } from '../../server/platform/database/database.ts'
import { openDesk } from '../support/case-desk.ts'
import { test } from '../support/database.ts'
import { finderIn, liveEntry, usesOf } from '../support/knowledge-at-case.ts'
import { SECRETS } from '../support/mailed-cases.ts'

const asking = (db: Db, desk: Awaited<ReturnType<typeof openDesk>>, find = finderIn(db)) => ({
  matches: async (actor: Actor | undefined, text: string) =>
    (await suggestAtQuestion({ ...desk.deps, find }, actor, text)).map(({ number }) => number),
  found: (number: string, by: { actor?: Actor; visitor?: string; address?: string }) =>
    deflect(
      { ...desk.deps, secrets: SECRETS },
      { actor: by.actor, address: by.address ?? '192.0.2.1', visitor: () => by.visitor ?? 'somebody' },
      number,
    ),
})

describe('at the question', () => {
  test('entries about what is being described are offered to anybody', async ({ db }) => {
    const { matches } = asking(db, await openDesk(db))
    const { number } = await liveEntry(db, { title: '匯出清冊後姓名變成問號' })
    expect(await matches(undefined, '昨天匯出清冊，打開以後姓名都變成問號了')).toContain(number)
    expect(await matches(undefined, '\u3000\n')).toEqual([])
    expect(await matches(undefined, `\ud800${'匯出清冊'.repeat(450)}`)).toContain(number)
  })

  test('whoever asks, and whatever the engine finds, only what is theirs to see is offered', async ({
    db,
  }) => {
    const desk = await openDesk(db)
    const { vendorId } = desk
    const entries = {
      public: await liveEntry(db),
      'signed-in': await liveEntry(db, { visibility: 'signed-in' }),
      internal: await liveEntry(db, { visibility: 'internal' }),
      vendor: await liveEntry(db, { visibility: 'vendor', vendorId }),
    }
    const everything: Finder = async () => Object.values(entries).map(({ id }) => id)
    const { matches } = asking(db, desk, everything)
    const sees = async (actor: Actor | undefined) => {
      const found = await matches(actor, '請假')
      return Object.entries(entries).flatMap(([name, { number }]) => (found.includes(number) ? [name] : []))
    }
    expect(await sees(undefined)).toEqual(['public'])
    expect(await sees(await desk.hire('user'))).toEqual(['public', 'signed-in'])
    expect(await sees(await desk.hire('vendor', { vendorId }))).toEqual(['public', 'signed-in', 'vendor'])
    expect(await sees(await desk.hire('vendor'))).toEqual(['public', 'signed-in'])
    for (const role of Object.keys(FIRST_PERMISSIONS) as (keyof typeof FIRST_PERMISSIONS)[])
      if (FIRST_PERMISSIONS[role].includes('knowledge:read-internal'))
        expect(await sees(await desk.hire(role))).toEqual(['public', 'signed-in', 'internal', 'vendor'])
  })
})

describe('this is what I needed', () => {
  test('counts once for each person or browser, entry and day of Taipei, however many press at once', async ({
    db,
  }) => {
    // 23:50 in Taipei.
    const desk = await openDesk(db, '2026-11-20T15:50:00Z')
    const { found } = asking(db, desk)
    const [one, other] = [await liveEntry(db), await liveEntry(db)]
    const user = await desk.hire('user')
    const press = () => [
      found(one.number, { visitor: 'a' }),
      found(one.number, { visitor: 'b' }),
      found(one.number, { actor: user, visitor: 'a' }),
      found(other.number.toLowerCase(), { visitor: 'a' }),
    ]
    await Promise.all([...press(), ...press(), ...press()])
    expect(await usesOf(db, one.id)).toHaveLength(3)
    expect(await usesOf(db, other.id)).toHaveLength(1)
    desk.clock.advance({ minutes: 20 })
    await Promise.all(press())
    expect(await usesOf(db, one.id)).toHaveLength(6)
    expect(await usesOf(db, other.id)).toHaveLength(2)
  })

  test('keeps nothing by which a browser could be known again', async ({ db }) => {
    const { found } = asking(db, await openDesk(db))
    const [one, other] = [await liveEntry(db), await liveEntry(db)]
    for (const { number } of [one, other]) await found(number, { visitor: 'the name of a browser' })
    const kept = [...(await usesOf(db, one.id)), ...(await usesOf(db, other.id))]
    expect(JSON.stringify(kept)).not.toContain('the name of a browser')
    expect(new Set(kept.map(({ visitor }) => visitor)).size).toBe(2)
    expect(kept).toMatchObject([
      { caseId: null, personId: null },
      { caseId: null, personId: null },
    ])
  })

  test('is refused for what they may not see, and for whoever presses without end', async ({ db }) => {
    const { found } = asking(db, await openDesk(db))
    const hidden = await liveEntry(db, { visibility: 'internal' })
    await expect(found(hidden.number, {})).rejects.toMatchObject({ code: 'knowledge-not-found' })
    const { id, number } = await liveEntry(db)
    const presses = Array.from({ length: 130 }, (_, n) =>
      found(number, { visitor: `v${n}`, address: '198.51.100.7' }),
    )
    const outcomes = await Promise.allSettled(presses)
    const refused = outcomes.filter(({ status }) => status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    expect(await usesOf(db, id)).toHaveLength(130 - refused.length)
  })
})

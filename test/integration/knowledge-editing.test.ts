import { describe, expect } from 'vitest'
import type { State } from '../../server/knowledge/shapes.ts'
import { content, type editorsDesk, test } from '../support/knowledge/editors.ts'

type Desk = Awaited<ReturnType<typeof editorsDesk>>

/** Brings an entry's version 1 into a state; in `review` and before, `writer` alone has written in it. */
const BROUGHT: Record<State, (desk: Desk) => Promise<string>> = {
  draft: async (desk) => (await desk.begin()).id,
  review: async (desk) => (await desk.submit(await BROUGHT.draft(desk))).id,
  approved: async (desk) => {
    const { id } = await desk.begin({ effectiveFrom: '2027-01-01' })
    await desk.submit(id)
    return (await desk.approve(id)).id
  },
  live: async (desk) => (await desk.publish()).id,
  replaced: async (desk) => {
    const id = await BROUGHT.live(desk)
    await desk.next(id)
    await desk.save(id, { body: '改寫' })
    await desk.submit(id)
    return (await desk.approve(id)).id
  },
  withdrawn: async (desk) => {
    const id = await BROUGHT.live(desk)
    await desk.withdraw(id)
    return id
  },
  discarded: async (desk) => (await desk.take('discard', await BROUGHT.draft(desk), desk.writer)).id,
}

const STEPS = {
  save: (id: string, version: number) =>
    [`PUT /knowledge-versions/${id}`, { ...content({ body: '另一種寫法' }), version }] as const,
  submit: (id: string, version: number) =>
    [`POST /knowledge-versions/${id}/submission`, { version }] as const,
  'take-back': (id: string, version: number) =>
    [`DELETE /knowledge-versions/${id}/submission?version=${version}`, undefined] as const,
  approve: (id: string, version: number) =>
    [`POST /knowledge-versions/${id}/review`, { version, decision: 'approve' }] as const,
  return: (id: string, version: number) =>
    [`POST /knowledge-versions/${id}/review`, { version, decision: 'return', note: '請補步驟' }] as const,
  discard: (id: string, version: number) => [`POST /knowledge-versions/${id}/discard`, { version }] as const,
}
type StepName = keyof typeof STEPS

/** What leads where; everything else is refused and changes nothing. */
const LEADS: Partial<Record<State, Partial<Record<StepName, State>>>> = {
  draft: { save: 'draft', submit: 'review', discard: 'discarded' },
  review: { 'take-back': 'draft', approve: 'live', return: 'draft' },
  approved: { 'take-back': 'draft', return: 'draft' },
}

describe.each(Object.keys(BROUGHT) as State[])('a version that is %s', (state) => {
  test.for(Object.keys(STEPS) as StepName[])('%s', async (name, { desk }) => {
    const entryId = await BROUGHT[state](desk)
    const [before] = await desk.versions(entryId)
    expect(before!.state).toBe(state)
    const [endpoint, body] = STEPS[name](before!.id, before!.version)
    const answer = await desk.ask(endpoint, { as: desk.reviewer, ...(body && { body }) })
    const [after] = await desk.versions(entryId)
    const to = LEADS[state]?.[name]
    if (to) {
      expect([answer.status < 300, after!.state]).toEqual([true, to])
      expect(after!.version).toBeGreaterThan(before!.version)
    } else {
      expect([answer.status, answer.body.code]).toEqual([409, 'entry-step-not-allowed'])
      expect(after).toEqual(before)
    }
  })
})

describe('whoever', () => {
  test('wrote in a public entry does not approve it, had they but submitted it', async ({ desk }) => {
    const { id } = await desk.begin({}, desk.second)
    await desk.submit(id, desk.reviewer)
    const { atWork } = await desk.read(id, desk.reviewer)
    expect(atWork!.can).toEqual(['take-back', 'return'])
    for (const as of [desk.second, desk.reviewer]) {
      const answer = await desk.ask(`POST /knowledge-versions/${atWork!.id}/review`, {
        as,
        body: { version: atWork!.version, decision: 'approve' },
      })
      expect([answer.status, answer.body.code]).toEqual([403, 'entry-needs-second-person'])
    }
    expect((await desk.entry(id)).liveVersionId).toBeNull()
    const third = await desk.hire('supervisor', { name: '江士豪' })
    expect((await desk.read(id, third)).atWork!.can).toContain('approve')
    expect((await desk.approve(id, third)).versions[0]).toMatchObject({
      state: 'live',
      reviewedBy: '江士豪',
      writtenBy: '呂玉華',
    })
  })

  test('wrote what was given up does not approve it when somebody else takes it up again', async ({
    desk,
  }) => {
    const { id } = await desk.begin({}, desk.reviewer)
    await desk.take('discard', id, desk.reviewer)
    await desk.next(id)
    await desk.submit(id)
    expect((await desk.read(id, desk.reviewer)).atWork!.can).not.toContain('approve')
    expect((await desk.approve(id, desk.second)).versions[0]!.state).toBe('live')
  })

  test('writes for staff only may approve it themselves, with a reason why nobody else reads it', async ({
    desk,
  }) => {
    const { id } = await desk.begin({ visibility: 'internal', whyHidden: '核對身分的方式' }, desk.reviewer)
    await desk.submit(id, desk.reviewer)
    expect((await desk.approve(id, desk.reviewer)).versions[0]!.state).toBe('live')
  })

  test('may write but not review neither approves nor gives back nor withdraws', async ({ desk }) => {
    const { id } = await desk.begin()
    await desk.submit(id)
    const { atWork } = await desk.read(id, desk.colleague)
    expect(atWork!.can).toEqual(['take-back'])
    for (const decision of ['approve', 'return']) {
      const answer = await desk.ask(`POST /knowledge-versions/${atWork!.id}/review`, {
        as: desk.colleague,
        body: { version: atWork!.version, decision, note: '好' },
      })
      expect([answer.status, answer.body.code]).toEqual([403, 'permission-missing'])
    }
    const live = await desk.publish()
    expect((await desk.withdraw(live.id, {}, desk.writer)).status).toBe(403)
  })

  test('is not staff sees nothing of the desk, though they may write', async ({ desk }) => {
    const { id } = await desk.begin()
    const outsider = { ...desk.colleague, permissions: ['knowledge:write', 'knowledge:review'] }
    const { atWork } = await desk.read(id)
    for (const endpoint of [
      `GET /knowledge-entries/${id}`,
      'GET /knowledge-work?list=drafts',
      `GET /knowledge-versions/${atWork!.id}/differences`,
    ])
      expect([endpoint, (await desk.ask(endpoint, { as: outsider })).status]).toEqual([endpoint, 403])
  })
})

describe('review', () => {
  test('gives back with a note that the writer reads, until it is submitted again', async ({ desk }) => {
    const { id } = await desk.begin()
    await desk.submit(id)
    const { atWork } = await desk.read(id)
    const body = { version: atWork!.version, decision: 'return', note: ' ' }
    const silent = await desk.ask(`POST /knowledge-versions/${atWork!.id}/review`, {
      as: desk.reviewer,
      body,
    })
    expect([silent.status, silent.body.code]).toEqual([400, 'knowledge-note-missing'])
    const back = await desk.take('review', id, desk.reviewer, { decision: 'return', note: '請補截圖' })
    expect(back.versions[0]).toMatchObject({ state: 'draft', reviewNote: '請補截圖', reviewedBy: '蕭雅雯' })
    await desk.save(id, { body: '1. 開啟\n2. 附圖' })
    expect((await desk.read(id)).versions[0]!.reviewNote).toBe('請補截圖')
    expect((await desk.submit(id)).versions[0]).toMatchObject({ reviewNote: null, reviewedBy: null })
    expect(await desk.toldOf('knowledge.review-asked', id)).toHaveLength(2)
    expect((await desk.toldOf('knowledge.review-done', id)).map(({ payload }) => payload)).toMatchObject([
      { isApproved: false },
    ])
  })

  test('is not asked for what says nothing, or shows pictures without words', async ({ desk }) => {
    const { id } = await desk.begin({ shortAnswer: ' ', body: '' })
    const { atWork } = await desk.read(id)
    const answer = await desk.ask(`POST /knowledge-versions/${atWork!.id}/submission`, {
      as: desk.writer,
      body: { version: atWork!.version },
    })
    expect([answer.status, answer.body.code, answer.body.detail.gaps]).toEqual([
      400,
      'entry-incomplete',
      ['answer-missing'],
    ])
    expect((await desk.versions(id))[0]).toMatchObject({ state: 'draft', version: 1 })
  })

  test('does not approve what has ceased to hold meanwhile', async ({ desk }) => {
    const { id } = await desk.begin({ effectiveUntil: '2026-11-21' })
    await desk.submit(id)
    desk.clock.advance({ hours: 48 })
    const { atWork } = await desk.read(id)
    const answer = await desk.ask(`POST /knowledge-versions/${atWork!.id}/review`, {
      as: desk.reviewer,
      body: { version: atWork!.version, decision: 'approve' },
    })
    expect([answer.status, answer.body.code]).toEqual([409, 'entry-not-in-force'])
    expect((await desk.versions(id))[0]!.state).toBe('review')
  })
})

test('every step is in the audit log with who took it, and no words of the entry are', async ({ desk }) => {
  const { id, number } = await desk.begin({ body: '獨一無二的內文' })
  for (const taken of [
    () => desk.submit(id),
    () => desk.approve(id),
    () => desk.next(id, desk.colleague),
    () => desk.save(id, { body: '獨一無二的改寫' }, desk.colleague),
    () => desk.submit(id, desk.colleague),
    () => desk.approve(id, desk.second),
    () => desk.withdraw(id),
  ]) {
    desk.clock.advance({ seconds: 1 })
    await taken()
  }
  const lines = await desk.audit(id)
  expect(lines.map(({ action, actorId }) => [action, actorId])).toEqual([
    ['knowledge-begun', desk.writer.id],
    ['knowledge-submitted', desk.writer.id],
    ['knowledge-approved', desk.reviewer.id],
    ['knowledge-published', desk.reviewer.id],
    ['knowledge-version-begun', desk.colleague.id],
    ['knowledge-saved', desk.colleague.id],
    ['knowledge-submitted', desk.colleague.id],
    ['knowledge-approved', desk.second.id],
    ['knowledge-published', desk.second.id],
    ['knowledge-withdrawn', desk.reviewer.id],
  ])
  expect(lines.every(({ address }) => address === '127.0.0.1')).toBe(true)
  expect(lines[3]!.detail).toEqual({ n: 1, number })
  expect(JSON.stringify(lines)).not.toContain('獨一無二')
})

import { describe, expect, test } from 'vitest'
import { outcomesOf, usualOutcome } from '../../../client/features/cases/composer/outcomes.ts'
import { changedOf, type Properties } from '../../../client/features/cases/dialogs/edited.ts'
import { emptyCase, missingOf, walkInOf } from '../../../client/features/cases/new-case/form.ts'
import { unseenSince, versionSeen } from '../../../client/features/cases/unseen.ts'
import { buttonsOf } from '../../../client/features/cases/workspace/buttons.ts'
import { type Kept, reconcile } from '../../../client/parts/drafts/drafts.ts'
import { lookUpBy } from '../../../client/parts/people/look-up.ts'
import type { Entry } from '../../../server/api.ts'

const entry = (version: number, by: string | null, kind: Entry['kind'] = 'message-in') =>
  ({ version, kind, actor: by ? { id: by, name: by } : null, body: {} }) as unknown as Entry

describe('what somebody who writes has not seen yet', () => {
  test('is what others did since they began, not what they did themselves', () => {
    const entries = [entry(1, 'requester'), entry(2, 'me', 'note'), entry(3, 'colleague', 'message-out')]
    expect(unseenSince(entries, 1, 'me').map(({ version }) => version)).toEqual([3])
    expect(unseenSince(entries, 3, 'me')).toEqual([])
  })

  test('is also a reply of their own, which only another window can have sent', () => {
    expect(unseenSince([entry(2, 'me', 'message-out')], 1, 'me')).toHaveLength(1)
  })

  test('is neither routing nor a survey nor what the clock changed', () => {
    const passing = [entry(2, null, 'routing'), entry(3, null, 'survey'), entry(4, null, 'change')]
    expect(unseenSince(passing, 1, 'me')).toEqual([])
    expect(unseenSince([entry(2, null, 'state')], 1, 'me')).toHaveLength(1)
  })

  test('keeps the old version on what is sent, so that the server asks', () => {
    expect(versionSeen([entry(2, 'me', 'note'), entry(3, 'colleague')], 1, 'me')).toBe(1)
  })

  test('lets what is sent carry the newest version when only oneself changed the case', () => {
    expect(versionSeen([entry(2, 'me', 'note'), entry(3, 'me', 'change')], 1, 'me')).toBe(3)
    expect(versionSeen([], 4, 'me')).toBe(4)
  })
})

describe('a draft found again', () => {
  const local = (text: string, serverAt: string | null): Kept<{ text: string }> => ({
    body: { text },
    at: '2026-11-21T02:00:00Z',
    serverAt,
  })

  test("is this computer's own when it follows what the server has", () => {
    const server = { body: { text: '舊' }, updatedAt: 'T1' }
    expect(reconcile(local('新', 'T1'), server)).toBe('local')
  })

  test("is the server's at another desk", () => {
    expect(reconcile(undefined, { body: { text: '稿' }, updatedAt: 'T1' })).toBe('server')
  })

  test('is asked about when both were written on, unless they say the same', () => {
    expect(reconcile(local('這裡', 'T1'), { body: { text: '別處' }, updatedAt: 'T2' })).toBe('both')
    expect(reconcile(local('一樣', 'T1'), { body: { text: '一樣' }, updatedAt: 'T2' })).toBe('local')
  })

  test("is this computer's when the server has none, and none when nobody has", () => {
    expect(reconcile(local('這裡', null), { body: null, updatedAt: null })).toBe('local')
    expect(reconcile(undefined, { body: null, updatedAt: null })).toBe('none')
  })
})

describe('a reply', () => {
  test('may do only what the case allows this reader', () => {
    expect(outcomesOf({ actions: ['reply', 'answer', 'note'] })).toEqual(['answered', 'stay'])
    expect(outcomesOf({ actions: ['note', 'claim'] })).toEqual([])
  })

  test('answers, except where the case is answered already or waits elsewhere', () => {
    const actions = ['reply', 'answer']
    expect(usualOutcome({ actions, status: 'in-progress' })).toBe('answered')
    expect(usualOutcome({ actions, status: 'answered' })).toBe('stay')
    expect(usualOutcome({ actions, status: 'escalated' })).toBe('stay')
    expect(usualOutcome({ actions: ['note'], status: 'received' })).toBeUndefined()
  })
})

describe('the buttons of a case', () => {
  test('offer taking it once, where it is handed over to the reader and waits in their queue', () => {
    const { outright, main } = buttonsOf({ status: 'escalated', actions: ['claim', 'accept', 'return'] })
    expect(outright).toEqual(['accept'])
    expect(main).toEqual(['return'])
  })

  test('keep what is seldom done in the menu', () => {
    const { main, more } = buttonsOf({
      status: 'in-progress',
      actions: ['note', 'reply', 'close', 'escalate', 'hand-over', 'withdraw'],
    })
    expect(main).toEqual(['close'])
    expect(more).toEqual(['escalate', 'hand-over', 'withdraw'])
  })
})

describe('editing properties', () => {
  const row: Properties = {
    title: '考績清冊',
    priority: 3,
    leadSystemId: 4,
    systemIds: [4, 9],
    agencyId: 7,
    requesterId: null,
    rootCause: null,
  }

  test('sends only what was changed', () => {
    expect(changedOf(row, { ...row, systemIds: [9, 4] })).toEqual({})
    expect(changedOf(row, { ...row, priority: 1, agencyId: null })).toEqual({ priority: 1, agencyId: null })
  })

  test('sends the systems with their lead', () => {
    expect(changedOf(row, { ...row, leadSystemId: 9, systemIds: [9, 4] })).toEqual({
      leadSystemId: 9,
      systemIds: [9, 4],
    })
  })

  test('does not take a root cause back', () => {
    expect(changedOf({ ...row, rootCause: 'network' }, row)).toEqual({})
  })
})

describe('looking a requester up', () => {
  test('goes by what was typed, in any width', () => {
    expect(lookUpBy('０９１２-345-678')).toEqual({ by: 'phone', text: '0912-345-678' })
    expect(lookUpBy('049-222-2106 轉 12')).toEqual({ by: 'phone', text: '049-222-2106 轉 12' })
    expect(lookUpBy('chu0034@k022.gov.example')).toMatchObject({ by: 'email' })
    expect(lookUpBy('d0001234')).toMatchObject({ by: 'personnelNo' })
    expect(lookUpBy('朱')).toEqual({ by: 'name', text: '朱' })
    expect(lookUpBy('王𡍼')).toEqual({ by: 'name', text: '王𡍼' })
  })

  test('waits while there is too little to look for', () => {
    for (const typed of ['', '　', '091', 'a@']) expect(lookUpBy(typed)).toBeUndefined()
  })
})

describe('a case keyed in', () => {
  const found = { id: 'p1' as never, name: '朱曉嵐' }

  test('needs whose it is, which system and what happened', () => {
    expect(missingOf(emptyCase('k'))).toEqual(['who', 'system', 'description'])
    const filled = { ...emptyCase('k'), requester: found, systemId: 4, description: '轉圈' }
    expect(missingOf(filled)).toEqual([])
    expect(missingOf({ ...filled, isManual: true })).toEqual(['who'])
  })

  test('sends of a person of the directory only who they are', () => {
    const form = { ...emptyCase('k'), requester: found, name: '別人', systemId: 4, description: ' 轉圈 ' }
    expect(walkInOf(form)).toEqual({
      requesterId: 'p1',
      channel: 'walk-in',
      systemId: 4,
      description: '轉圈',
      priority: 3,
    })
  })

  test('sends of somebody else what was typed, and nothing that was left empty', () => {
    const form = {
      ...emptyCase('k'),
      isManual: true,
      name: ' 王𡍼 ',
      phone: ' ',
      systemId: 4,
      description: '轉圈',
    }
    expect(walkInOf(form)).toMatchObject({ name: '王𡍼' })
    expect(walkInOf(form)).not.toHaveProperty('phone')
  })
})

import { describe, expect, test } from 'vitest'
import { isOverdue, timeOf } from '../../../client/features/desk/queue/row-state.ts'
import { isUnread, withSeen } from '../../../client/features/desk/queue/seen.ts'
import { countsOf } from '../../../client/features/desk/queue/views.ts'
import { neighbour, nextAfter } from '../../../client/parts/list/neighbour.ts'
import type { CaseRow, Counters } from '../../../server/api.ts'

const NOW = Date.parse('2026-11-21T02:00:00Z')
const EARLIER = '2026-11-21T01:00:00.000Z' as CaseRow['dueAt']
const LATER = '2026-11-21T04:00:00.000Z' as CaseRow['dueAt']

const row = (change: Partial<CaseRow>) => ({
  status: 'in-progress' as const,
  waitingFor: null,
  responseDueAt: EARLIER,
  dueAt: LATER,
  statusSince: EARLIER,
  closedAt: null,
  ...change,
})

describe('the time on a row', () => {
  test('is that of the first response until work begins, then that of the solution', () => {
    expect(timeOf(row({ status: 'assigned' }))).toEqual({ kind: 'due', at: EARLIER })
    expect(timeOf(row({ status: 'in-progress' }))).toEqual({ kind: 'due', at: LATER })
  })

  test('is how long the requester has been asked, while they are', () => {
    expect(timeOf(row({ status: 'waiting', waitingFor: 'data' }))).toEqual({ kind: 'waited', since: EARLIER })
  })

  test('is no due time once the answer is out or the case has ended', () => {
    expect(timeOf(row({ status: 'answered' })).kind).toBe('to-confirm')
    expect(timeOf(row({ status: 'closed', closedAt: LATER }))).toEqual({ kind: 'ended', at: LATER })
  })
})

describe('an overdue case', () => {
  test('is late and ours to act', () => {
    expect(isOverdue(row({ dueAt: EARLIER }), NOW)).toBe(true)
    expect(isOverdue(row({ dueAt: LATER }), NOW)).toBe(false)
  })

  test('is none while the requester is asked, has the answer, or when it has ended', () => {
    for (const status of ['waiting', 'answered'] as const)
      expect(isOverdue(row({ status, dueAt: EARLIER }), NOW)).toBe(false)
    expect(isOverdue(row({ dueAt: EARLIER, closedAt: EARLIER }), NOW)).toBe(false)
  })
})

describe('moving through the list', () => {
  const rows = [{ number: '115-000001' }, { number: '115-000002' }, { number: '115-000003' }]

  test('goes one row at a time and stops at the ends', () => {
    expect(neighbour(rows, '115-000002', 1)).toBe('115-000003')
    expect(neighbour(rows, '115-000002', -1)).toBe('115-000001')
    expect(neighbour(rows, '115-000003', 1)).toBeUndefined()
  })

  test('begins at the top when the open case has left the list', () => {
    expect(neighbour(rows, '115-000099', 1)).toBe('115-000001')
  })

  test('leads on after a case is done, back to the top from the last one, nowhere when nothing is left', () => {
    expect(nextAfter(rows, '115-000001')).toBe('115-000002')
    expect(nextAfter(rows, '115-000003')).toBe('115-000001')
    expect(nextAfter([{ number: '115-000001' }], '115-000001')).toBeUndefined()
  })
})

describe('the dot for something new', () => {
  const mine = { id: 'a', version: 3, ownerId: 'me' }

  test("stands on one's own cases that changed since they were open here", () => {
    expect(isUnread({}, mine, 'me')).toBe(true)
    expect(isUnread({ a: 2 }, mine, 'me')).toBe(true)
    expect(isUnread({ a: 3 }, mine, 'me')).toBe(false)
  })

  test("does not stand on others' cases", () => {
    expect(isUnread({}, { ...mine, ownerId: 'them' }, 'me')).toBe(false)
    expect(isUnread({}, { ...mine, ownerId: null }, 'me')).toBe(false)
  })

  test('is remembered for the latest cases only, and an older version never takes its place', () => {
    const seen = ['a', 'b', 'c'].reduce((all, id, i) => withSeen(all, id, i + 1, 2), {})
    expect(seen).toEqual({ b: 2, c: 3 })
    expect(withSeen(seen, 'c', 1)).toBe(seen)
  })
})

test('views are counted from the counters: what waits, what is open, what is one’s own', () => {
  const counters: Counters = {
    queues: [
      { queueId: 1, status: 'received', n: 4 },
      { queueId: 2, status: 'escalated', n: 2 },
      { queueId: 1, status: 'in-progress', n: 5 },
      { queueId: 1, status: 'closed', n: 90 },
    ],
    mine: { live: 3, overdue: 1, handedToMe: 2 },
    asOf: null,
  }
  expect(countsOf(counters)).toEqual({ mine: 3, 'handed-to-me': 2, waiting: 6, live: 11 })
})

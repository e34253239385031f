import { describe, expect, test } from 'vitest'
import { codeInHash } from '../../../client/features/progress/code-in-hash.ts'
import { dayAndTime, nextStep, standingOf } from '../../../client/features/progress/next-step.ts'

const NOW = new Date('2026-11-23T01:00:00Z')
const SOON = '2026-11-23T01:30:00Z'
const LATER = '2026-11-24T07:30:00Z'
const BEFORE = '2026-11-20T07:30:00Z'
const at = (more: object) =>
  nextStep(
    {
      status: 'received',
      waitingFor: null,
      responseDueAt: SOON,
      dueAt: LATER,
      actions: [],
      ...more,
    } as never,
    NOW,
  )

describe('what comes next', () => {
  test.each(['received', 'assigned'])('a case that is %s says when we will be in touch', (status) => {
    expect(at({ status })).toEqual({ key: 'response', at: SOON })
  })

  test.each(['in-progress', 'escalated', 'reopened'])(
    'a case that is %s says when it will be done',
    (status) => {
      expect(at({ status })).toEqual({ key: 'due', at: LATER })
    },
  )

  test('a promise that was missed is admitted', () => {
    expect(at({ responseDueAt: BEFORE })).toEqual({ key: 'late', at: BEFORE })
    expect(at({ status: 'in-progress', dueAt: BEFORE })).toEqual({ key: 'late', at: BEFORE })
  })

  test('a case that waits for its requester says for what', () => {
    expect(at({ status: 'waiting', waitingFor: 'data' })).toEqual({ key: 'data' })
    expect(at({ status: 'waiting', waitingFor: 'verification' })).toEqual({ key: 'verification' })
    expect(standingOf({ status: 'waiting', waitingFor: 'verification' })).toBe('waiting-verification')
  })

  test('a closed or withdrawn case offers to be reopened only while it can be', () => {
    expect(at({ status: 'closed', actions: ['reopen'] })).toEqual({ key: 'closed' })
    expect(at({ status: 'closed' })).toEqual({ key: 'closedForGood' })
    expect(at({ status: 'withdrawn', actions: ['reopen'] })).toEqual({ key: 'withdrawn' })
    expect(at({ status: 'withdrawn' })).toEqual({ key: 'withdrawnForGood' })
  })

  test('the day is said with its weekday, in the calendar of the reader', () => {
    expect(dayAndTime(SOON, 'zh-TW')).toBe('115.11.23（一）09:30')
    expect(dayAndTime(SOON, 'en')).toBe('2026-11-23 (Mon) 09:30')
  })
})

describe("the code behind a mail's link", () => {
  test('is found with or without its hyphen, in any case', () => {
    expect(codeInHash('#7K2M-9XQ4')).toBe('7K2M-9XQ4')
    expect(codeInHash('#7k2m9xq4')).toBe('7k2m9xq4')
  })

  test.each(['', '#', '#main', '#footer', '#top', '#add-text', '#7K2M-9XQ4-7K2M', '#<script>'])(
    '%j is none',
    (hash) => {
      expect(codeInHash(hash)).toBeUndefined()
    },
  )
})

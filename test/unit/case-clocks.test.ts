import { expect, test } from 'vitest'
import { GOVERNMENT_CALENDAR, OFFICE_HOURS } from '../../server/calendars/taiwan.ts'
import { workCalendar } from '../../server/calendars/working-time.ts'
import { clocksOf, dueOf, putOff, type StateSince } from '../../server/cases/clocks.ts'

const calendar = workCalendar(OFFICE_HOURS, GOVERNMENT_CALENDAR)
/** A moment on the office's clock. */
const at = (text: string) => new Date(`2026-${text}:00+08:00`)
const state = (moment: string, status: StateSince['status'], tier = 1): StateSince => ({
  at: at(moment),
  status,
  tier,
})

test('each side has its clock, and nights and weekends count for nobody', () => {
  // Friday 2026-11-20 to Tuesday 2026-11-24.
  const states = [
    state('11-20T09:00', 'received'),
    state('11-20T09:30', 'assigned'),
    state('11-20T10:00', 'waiting'),
    state('11-23T09:00', 'in-progress'),
    state('11-23T10:00', 'escalated'),
    state('11-23T11:00', 'assigned', 4),
    state('11-23T13:00', 'answered', 4),
    state('11-24T08:40', 'closed', 4),
  ]
  expect(clocksOf(calendar, states, at('12-01T10:00'))).toEqual({
    ours: 60 + 60 + 60,
    requester: 450 + 30 + (270 + 10),
    vendor: 120,
  })
})

test('a case is due so much working time after it was opened, without what its requester took', () => {
  const states = [
    state('11-20T09:00', 'received'),
    state('11-20T10:00', 'waiting'),
    state('11-20T12:00', 'in-progress'),
  ]
  const given = { openedAt: at('11-20T09:00'), states, until: at('11-20T13:00') }
  expect(dueOf(calendar, given, 240)).toEqual(at('11-20T15:00'))
  expect(dueOf(calendar, { ...given, states: states.slice(0, 2) }, 240)).toEqual(at('11-20T16:00'))
})

test('a reopened case has its whole time again, reckoned from then', () => {
  const states = [
    state('11-20T09:00', 'received'),
    state('11-20T10:00', 'waiting'),
    state('11-20T12:00', 'reopened'),
  ]
  expect(dueOf(calendar, { openedAt: at('11-20T09:00'), states, until: at('11-20T13:00') }, 60)).toEqual(
    at('11-20T13:00'),
  )
})

test('putting off once for each wait is the same as reckoning anew', () => {
  const opened = { openedAt: at('11-20T09:00'), until: at('11-25T09:00') }
  const states = [
    state('11-20T09:00', 'received'),
    state('11-20T16:00', 'waiting'),
    state('11-23T09:00', 'in-progress'),
    state('11-23T10:00', 'waiting'),
    state('11-24T10:00', 'in-progress'),
  ]
  const first = dueOf(calendar, { ...opened, states: [] }, 960)
  const second = putOff(calendar, first, { from: at('11-20T16:00'), to: at('11-23T09:00') })
  const third = putOff(calendar, second, { from: at('11-23T10:00'), to: at('11-24T10:00') })
  expect(third).toEqual(dueOf(calendar, { ...opened, states }, 960))
})

test('a server whose clock is behind does not put a due time off, and does not fail', () => {
  const due = at('11-20T16:00')
  expect(putOff(calendar, due, { from: at('11-20T10:01'), to: at('11-20T10:00') })).toEqual(due)
})

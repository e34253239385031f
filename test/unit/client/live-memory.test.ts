import { expect, test } from 'vitest'
import { createMemory } from '../../../client/platform/live.ts'

test('a hint told twice is heard once', () => {
  const known = createMemory()
  expect(known({ eventId: 'a' })).toBe(false)
  expect(known({ eventId: 'a' })).toBe(true)
})

test('one event may tell two things', () => {
  const known = createMemory()
  const told = (caseId: string) => ({ eventId: 'a', caseId })
  expect(known(told('first'))).toBe(false)
  expect(known(told('second'))).toBe(false)
  expect(known(told('first'))).toBe(true)
})

test('the oldest are forgotten first', () => {
  const known = createMemory(2)
  for (const eventId of ['a', 'b', 'c']) known({ eventId })
  expect(known({ eventId: 'c' })).toBe(true)
  expect(known({ eventId: 'a' })).toBe(false)
})

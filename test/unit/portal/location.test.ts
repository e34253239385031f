import { expect, test } from 'vitest'
import { locationOf } from '../../../server/portal/location.ts'

test('wherever somebody is led, a header can carry it, and what was encoded stays as it is', () => {
  expect(locationOf('/search?text=補休&page=2')).toBe('/search?text=%E8%A3%9C%E4%BC%91&page=2')
  expect(locationOf('/search?text=%E8%A3%9C#top')).toBe('/search?text=%E8%A3%9C#top')
  expect(locationOf('/a\r\nset-cookie: x=1')).toBe('/a%0D%0Aset-cookie:%20x=1')
  expect(locationOf('/𠮷\ud800')).toBe('/%F0%A0%AE%B7%EF%BF%BD')
})

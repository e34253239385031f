import { expect, test } from 'vitest'
import { formatPhone } from '../../../client/platform/phone.ts'

test.each([
  ['+886223979298', '02-2397-9298'],
  ['+886912345678', '0912-345-678'],
  ['0800080512', '0800-080-512'],
  ['+886492222106', '049-222-2106'],
  ['083622384', '0836-22384'],
  ['+88637123456', '037-12-3456'],
])('%s is shown as %s', (number, shown) => {
  expect(formatPhone(number)).toBe(shown)
})

test('an extension stands behind the number', () => {
  expect(formatPhone('+886223979298', '123')).toBe('02-2397-9298 #123')
})

test.each(['1999', '4121111', '+12125550123', '分機 12'])('%s is left as it is', (number) => {
  expect(formatPhone(number)).toBe(number)
})

import { expect, test } from 'vitest'
import { storable } from '../../server/platform/storable.ts'

test('what PostgreSQL cannot store is mended, and rare characters stay', () => {
  expect(storable({ a: ['王\0𡍼', '\ud800x'], b: 1, c: null, 'k\0': true })).toEqual({
    a: ['王𡍼', '\ufffdx'],
    b: 1,
    c: null,
    k: true,
  })
})

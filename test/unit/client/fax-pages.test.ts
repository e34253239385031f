import { expect, test } from 'vitest'
import { hasPages } from '../../../client/parts/fax/queries.ts'
import { changeByKey, changed, isOnSide, PLAIN } from '../../../client/parts/fax/view.ts'

const key = (code: string, more: object = {}) =>
  changeByKey({ code, altKey: false, ctrlKey: false, metaKey: false, ...more })

test('a fax that lies upside down is turned by quarters, both ways round', () => {
  const right = changed(PLAIN, 'right')
  expect(right.turned).toBe(90)
  expect(isOnSide(right)).toBe(true)
  expect(changed(changed(right, 'right'), 'right').turned).toBe(270)
  expect(changed(PLAIN, 'left').turned).toBe(270)
  expect(['right', 'right', 'right', 'right'].reduce((view) => changed(view, 'right'), PLAIN)).toEqual(PLAIN)
})

test('a page is enlarged and reduced within what can still be read', () => {
  const many = (change: 'larger' | 'smaller') =>
    Array.from({ length: 30 }).reduce<typeof PLAIN>((view) => changed(view, change), PLAIN).zoom
  expect(many('larger')).toBe(4)
  expect(many('smaller')).toBe(0.25)
  expect(changed({ turned: 90, zoom: 2 }, 'plain')).toEqual(PLAIN)
})

test('keys go by their place, and combinations belong to the browser', () => {
  expect([key('KeyR'), key('KeyL'), key('Equal'), key('Minus'), key('Digit0')]).toEqual([
    'right',
    'left',
    'larger',
    'smaller',
    'plain',
  ])
  expect(key('Equal', { ctrlKey: true })).toBeUndefined()
  expect(key('KeyX')).toBeUndefined()
})

test('faxes and PDF can be looked at page by page; a sheet cannot', () => {
  expect(hasPages({ mediaType: 'image/tiff' })).toBe(true)
  expect(hasPages({ mediaType: 'application/pdf' })).toBe(true)
  expect(hasPages({ mediaType: 'text/csv' })).toBe(false)
  expect(hasPages({ mediaType: null })).toBe(false)
})

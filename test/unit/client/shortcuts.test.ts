import { expect, test } from 'vitest'
import { isSingle, keysInWords, presses } from '../../../client/platform/shortcuts.ts'

const press = (code: string, held: Partial<KeyboardEvent> = {}) =>
  ({ code, altKey: false, shiftKey: false, ctrlKey: false, metaKey: false, ...held }) as KeyboardEvent

test('a key is known by its place, whatever the layout prints', () => {
  const zhuyin = { ...press('KeyK', { altKey: true }), key: 'ㄜ' } as KeyboardEvent
  expect(presses(zhuyin, 'Alt+KeyK')).toBe(true)
})

test('other modifiers make another shortcut', () => {
  expect(presses(press('KeyK', { altKey: true, shiftKey: true }), 'Alt+KeyK')).toBe(false)
  expect(presses(press('KeyK'), 'Alt+KeyK')).toBe(false)
  expect(presses(press('KeyJ', { ctrlKey: true }), 'KeyJ')).toBe(false)
})

test('the main modifier is Ctrl, and Command on a Mac', () => {
  expect(presses(press('Enter', { ctrlKey: true }), 'Mod+Enter')).toBe(true)
  expect(presses(press('Enter', { metaKey: true }), 'Mod+Enter')).toBe(true)
  expect(presses(press('Enter', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Enter')).toBe(true)
})

test('only keys alone can be switched off', () => {
  expect(isSingle('KeyJ')).toBe(true)
  expect(isSingle('Shift+Slash')).toBe(true)
  expect(isSingle('Alt+KeyJ')).toBe(false)
  expect(isSingle('Mod+Enter')).toBe(false)
  expect(isSingle('F1')).toBe(false)
})

test('keys are written as the keyboard shows them', () => {
  expect(keysInWords('Mod+Shift+Enter', false)).toBe('Ctrl Shift Enter')
  expect(keysInWords('Alt+Digit1', true)).toBe('⌥ 1')
  expect(keysInWords('Alt+ArrowUp', false)).toBe('Alt ↑')
})

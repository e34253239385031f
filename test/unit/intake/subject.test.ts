import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isVisible, subjectOf } from '../../../server/intake/subject.ts'
import { messageOf, priorityOf } from '../../../server/intake/words.ts'
import { anyText } from '../../support/any-text.ts'

const LONG = '人事人員於差勤系統登錄加班時數後，'

test('a subject that was given and fits is the title, as it is', () => {
  expect(subjectOf('匯出清冊後姓名變成問號', '內容')).toEqual({
    title: '匯出清冊後姓名變成問號',
    complete: true,
  })
  expect(subjectOf('  前後的空白不算　', '內容').title).toBe('前後的空白不算')
})

test('without a subject the description’s first line with something in it is the title', () => {
  for (const none of [undefined, '', ' \u3000', '\u200b\u2060'])
    expect(subjectOf(none, '\n　\n登入後畫面空白\n換瀏覽器也一樣')).toEqual({
      title: '登入後畫面空白',
      complete: true,
    })
})

test('a long one is cut after a sentence where there is one, and says that it was cut', () => {
  const sentences = LONG.repeat(20)
  const { title, complete } = subjectOf(sentences, '內容')
  expect(title.endsWith('，…')).toBe(true)
  expect(sentences.startsWith(title.slice(0, -1))).toBe(true)
  expect([...title].length).toBeGreaterThan(90)
  expect(complete).toBe(false)
})

test('without a good place it is cut at the limit, never inside a character', () => {
  expect([...subjectOf('字'.repeat(500), '').title]).toHaveLength(120)
  const families = '👨‍👩‍👧‍👦'.repeat(60)
  const { title } = subjectOf(families, '')
  expect(families.startsWith(title.slice(0, -1))).toBe(true)
  expect([...title].length).toBeLessThanOrEqual(120)
  expect([...title.slice(0, -1)].length % 7).toBe(0)
})

test('what makes text run backwards and controls stay out of the title; rare characters stay in', () => {
  expect(subjectOf('附件\u202Efdp.exe\u0007\r\n第二行', '').title).toBe('附件fdp.exe 第二行')
  expect(subjectOf('𡈽𤭢𠮷\u{F0000}的資料', '').title).toBe('𡈽𤭢𠮷\u{F0000}的資料')
  expect(subjectOf('مرحبا بالعالم', '').title).toBe('مرحبا بالعالم')
})

test('a megabyte is no trouble', () => {
  const megabyte = '無法登入'.repeat(90_000)
  expect([...subjectOf(megabyte, megabyte).title]).toHaveLength(120)
  expect([...subjectOf(undefined, megabyte).title]).toHaveLength(120)
  expect(subjectOf(undefined, `${'\u200b'.repeat(500_000)}畫面空白`).title).toBe('畫面空白')
  expect([...subjectOf(`a${'\u0301'.repeat(500_000)}`, '').title]).toHaveLength(120)
})

test('whatever was typed, the title fits, is one line, and is empty only where there is nothing to see', () => {
  fc.assert(
    fc.property(anyText(300), anyText(), (given, text) => {
      const { title } = subjectOf(given, text)
      expect([...title].length).toBeLessThanOrEqual(120)
      expect(title).toBe(title.toWellFormed())
      expect(title).not.toMatch(/[\n\r\0\u202A-\u202E]/)
      if (isVisible(title)) expect(isVisible(given + text)).toBe(true)
    }),
  )
})

test('nothing of what was written is lost: what the title does not hold stands in the message', () => {
  expect(messageOf({ description: '畫面空白' }, 'zh-TW')).toBe('畫面空白')
  expect(messageOf({ description: '畫面空白', subject: '很長的主旨' }, 'zh-TW')).toBe(
    '很長的主旨\n\n畫面空白',
  )
  expect(messageOf({ description: '畫面空白', occurredOn: '2026-11-20', impact: 'agency' }, 'zh-TW')).toBe(
    '畫面空白\n\n發生日期：115.11.20\n影響範圍：全機關',
  )
  expect(messageOf({ description: 'Blank page', impact: 'me' }, 'en')).toBe('Blank page\n\nAffects: only me')
})

test('a whole agency that stands still, or a deadline, raises the priority', () => {
  expect(
    [undefined, 'me', 'unit', 'agency', 'deadline'].map((impact) => priorityOf(impact as never)),
  ).toEqual([3, 3, 3, 2, 2])
})

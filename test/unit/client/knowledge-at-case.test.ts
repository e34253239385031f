import { describe, expect, test } from 'vitest'
import { LEFT_OUT, runsOf, suspectsOf, textOf } from '../../../client/features/cases/knowledge/draft-text.ts'
import { insertWords } from '../../../client/features/cases/knowledge/insert-words.ts'
import { openFirst } from '../../../client/features/file-a-case/use-similar.ts'

describe('words put into a reply', () => {
  test('are the reply where there was none', () => {
    expect(insertWords(' \n', '答案', { start: 1, end: 1 })).toEqual({ text: '答案', caret: 2 })
  })

  test('stand as a paragraph of their own where the caret is, and the caret stands behind them', () => {
    const { text, caret } = insertWords('您好，\n\n敬上', '答案', { start: 5, end: 5 })
    expect(text).toBe('您好，\n\n答案\n\n敬上')
    expect(text.slice(0, caret)).toBe('您好，\n\n答案')
  })

  test('come at the end when nobody has been there, and take the place of what is selected', () => {
    expect(insertWords('您好', '答案', undefined).text).toBe('您好\n\n答案')
    expect(insertWords('您好（待補）', '答案', { start: 2, end: 6 }).text).toBe('您好\n\n答案')
    expect(insertWords('敬上', '答案', { start: 0, end: 0 }).text).toBe('答案\n\n敬上')
  })
})

describe('personal data in a draft', () => {
  const text = '王小明您好，請洽 049-2394000。王小明敬上'
  const place = (words: string, from: number, kind: 'name' | 'phone', replacement: string) => ({
    kind,
    text: words,
    from,
    to: from + words.length,
    replacement,
  })
  const found = [
    place('王小明', 0, 'name', '〔姓名〕'),
    place('049-2394000', text.indexOf('049'), 'phone', '〔電話〕'),
    place('王小明', text.lastIndexOf('王小明'), 'name', '〔姓名〕'),
  ]
  const body = { text, found }

  test('is asked about once, with the words around it and how many times it stands there', () => {
    expect(suspectsOf([{ text: '王小明的假單', found: [found[0]!] }, body])).toMatchObject([
      { text: '王小明', times: 3, before: '', after: '的假單' },
      { text: '049-2394000', times: 1, before: '王小明您好，請洽 ', after: '。王小明敬上' },
    ])
  })

  test('is replaced unless somebody let it stand', () => {
    const nothing = { letStand: new Set<string>(), leftOut: [] }
    expect(textOf(runsOf(body, nothing))).toBe('〔姓名〕您好，請洽 〔電話〕。〔姓名〕敬上')
    const runs = runsOf(body, { ...nothing, letStand: new Set(['049-2394000']) })
    expect(textOf(runs)).toBe('〔姓名〕您好，請洽 049-2394000。〔姓名〕敬上')
    expect(runs.filter(({ is }) => is === 'stands')).toEqual([{ is: 'stands', text: '049-2394000' }])
  })

  test('that only a person sees is taken out wherever it stands, whatever signs are in it', () => {
    const runs = runsOf(
      { text: '三樓(大胡子)說 大胡子 可以', found: [] },
      { letStand: new Set(), leftOut: ['大胡子', '(大胡子)', ''] },
    )
    expect(textOf(runs)).toBe(`三樓${LEFT_OUT}說 ${LEFT_OUT} 可以`)
  })
})

test('of one’s own cases those still open come first, otherwise in the order they were found', () => {
  const rows = ['closed', 'waiting', 'answered', 'received'].map((status) => ({ status }))
  expect(openFirst(rows).map(({ status }) => status)).toEqual(['waiting', 'received', 'closed', 'answered'])
})

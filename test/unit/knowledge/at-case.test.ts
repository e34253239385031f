import { describe, expect, test } from 'vitest'
import { draftBody } from '../../../server/knowledge/at-case/draft-body.ts'
import { addressOf, replyWords } from '../../../server/knowledge/at-case/reply-words.ts'
import { entryNumberIn } from '../../../server/knowledge/numbers.ts'

describe('the number of an entry', () => {
  test.each([
    ['Q948', 'Q000948'],
    ['q000948', 'Q000948'],
    [' Ｑ９４８ ', 'Q000948'],
    ['Q1234567', 'Q1234567'],
    ['Q0', 'Q000000'],
  ])('typed as %s is %s', (typed, number) => expect(entryNumberIn(typed)).toBe(number))

  test('is not any number of digits, unless one is asked for', () => {
    expect(entryNumberIn('948')).toBeUndefined()
    expect(entryNumberIn('948', { bare: true })).toBe('Q000948')
    for (const typed of ['', 'Q', 'Q12x', '115-000731', 'Q1234567890'])
      expect(entryNumberIn(typed, { bare: true })).toBeUndefined()
  })
})

describe('what goes into a reply', () => {
  const told = { number: 'Q000948', title: '沒有簽核人', shortAnswer: '請先設定主管。', body: '', own: [] }

  test('is in the requester’s language, with an address in it', () => {
    const address = addressOf('https://x.tw', told.number, 'en')
    expect(address).toBe('https://x.tw/en/qa/Q000948')
    expect(replyWords('link', told, address, 'en')).toBe(
      'Please see Q&A Q000948, “沒有簽核人”: https://x.tw/en/qa/Q000948',
    )
    expect(replyWords('text', told, addressOf('https://x.tw', told.number, 'zh-TW'), 'zh-TW')).toBe(
      '請先設定主管。\n\n（問答 Q000948：https://x.tw/qa/Q000948）',
    )
  })

  test('says what is different where the requester works before what holds everywhere', () => {
    const text = replyWords('text', { ...told, body: '一般做法', own: ['貴機關做法'] }, 'A', 'zh-TW')
    expect(text.indexOf('貴機關做法')).toBeLessThan(text.indexOf('一般做法'))
  })
})

describe('the body of a draft', () => {
  test('has question and answer under headings, and only what there is', () => {
    expect(draftBody('問', '答', 'zh-TW')).toBe('## 問題\n\n問\n\n## 解答\n\n答')
    expect(draftBody(' ', 'A', 'en')).toBe('## Answer\n\nA')
  })

  test('takes no line of a letter for a heading, a rule or a quotation; numbered steps stay steps', () => {
    const body = draftBody('', '# 一\n-----\n> 引\n1. 步驟\n```', 'zh-TW')
    expect(body.split('\n').slice(2)).toEqual(['\\# 一', '\\-----', '\\> 引', '1. 步驟', '\\```'])
  })
})

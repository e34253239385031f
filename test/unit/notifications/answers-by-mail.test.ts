import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerSubject, type CaseFacts } from '../../../server/notifications/letters/common.ts'
import { quoteOf } from '../../../server/notifications/letters/quote.ts'
import { reply } from '../../../server/notifications/letters/reply.ts'

const facts = (over: Partial<CaseFacts> = {}): CaseFacts => ({
  language: 'zh-TW',
  number: '115-000731',
  code: '7K2M-9XQ4',
  title: '差勤系統無法送出請假單',
  requesterName: '王𡍼',
  systemName: '差勤管理系統',
  progressUrl: 'https://help.example/cases/115-000731#7K2M-9XQ4',
  centre: { name: '人事資訊系統客服中心', hotline: null, hours: '週一至週五 08:30–17:30' },
  mailbox: null,
  ...over,
})
const asked = { name: '王𡍼', at: new Date('2026-11-21T07:05:00Z') }
const answer = (given: CaseFacts, text: string) =>
  reply(given, {
    text: '請改選 ODS。',
    files: [],
    linkUntil: asked.at,
    standing: 'answered',
    surveyUrl: null,
    quoted: { ...asked, text },
  })

describe('the subject of an answer', () => {
  test.each([
    ['差勤無法送出', '回覆：[掛號 115-000731] 差勤無法送出'],
    ['Re: 回覆：RE: 差勤無法送出', '回覆：[掛號 115-000731] 差勤無法送出'],
    ['回覆: [掛號 115-000731] 差勤無法送出', '回覆：[掛號 115-000731] 差勤無法送出'],
    ['Re: [掛號 115-000731] 回覆：[掛號 115-000731] 差勤無法送出', '回覆：[掛號 115-000731] 差勤無法送出'],
    ['轉寄：Fw: FWD: 差勤', '回覆：[掛號 115-000731] 差勤'],
    ['Re[2]: 差勤', '回覆：[掛號 115-000731] 差勤'],
    ['Reset: 差勤', '回覆：[掛號 115-000731] Reset: 差勤'],
  ])('to “%s” says once that it is an answer, and once the number', (title, subject) => {
    expect(answerSubject(facts({ title }))).toBe(subject)
  })

  test('in English begins with Re:', () => {
    expect(answerSubject(facts({ language: 'en', title: 'RE: Leave' }))).toBe('Re: [Case 115-000731] Leave')
  })

  test('is the same however often it goes to and fro', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (title) => {
        const once = answerSubject(facts({ title }))
        return answerSubject(facts({ title: once })) === once
      }),
    )
  })
})

describe('what the requester wrote stands below the answer', () => {
  test('with their name and the time in the letter’s language, marked in text and in HTML', () => {
    const { text, html } = answer(facts(), '您好：\n\n匯出後「𡍼」變成 <問號>。')
    expect(
      text.endsWith('王𡍼 於 民國115年11月21日 15:05 寫道：\n> 您好：\n>\n> 匯出後「𡍼」變成 <問號>。\n'),
    ).toBe(true)
    expect(html).toContain('<blockquote type="cite"')
    expect(html).toContain('匯出後「𡍼」變成 &lt;問號&gt;。')
    expect(answer(facts({ language: 'en' }), 'Hello').text).toContain(
      'On 21 November 2026, 15:05 (Taipei), 王𡍼 wrote:\n> Hello',
    )
  })

  test('without what they quoted themselves', () => {
    const { text } = answer(facts(), '還是不行。\n> 請改選 ODS。\n>> 匯出後變成問號。\n謝謝')
    expect(text).toContain('> 還是不行。\n> 謝謝\n')
    expect(text).not.toContain('> >')
  })

  test('but nothing of an empty message', () => {
    expect(answer(facts(), ' \n\n> 舊的\n').text).not.toContain('寫道')
  })

  test('and never grows, however often letters go to and fro', () => {
    let text = '匯出後變成問號。'
    const sizes: number[] = []
    for (let n = 0; n < 30; n++) {
      const letter = answer(facts(), text)
      sizes.push(letter.text.length)
      text = `還是不行（${String(n).padStart(2, '0')}）。\n\n${letter.text.replaceAll(/^/gm, '> ')}`
    }
    expect(new Set(sizes.slice(1)).size).toBe(1)
  })

  test('cut at a page, between characters, and saying so', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 9000 }), (text) => {
        const [part] = quoteOf('zh-TW', { ...asked, text: `甲${text}` })
        const quoted = part?.kind === 'quote' ? part.text : ''
        return quoted.isWellFormed() && quoted.length < 3100 && quoted.split('\n').length <= 61
      }),
      { numRuns: 60 },
    )
    const long = answer(facts(), `開頭${'𡍼'.repeat(4000)}`).text
    expect(long).toContain('〔以下省略〕')
  })
})

describe('a letter from a mailbox of ours', () => {
  const mailbox = { signature: '差勤系統服務小組\n分機 1234', isRead: true }
  test('ends with its signature, and says that it may be answered', () => {
    const { text, html } = answer(facts({ mailbox }), '您好')
    expect(text).toContain('您可以直接回覆本信')
    expect(text).not.toContain('請勿直接回覆')
    expect(text).toContain('差勤系統服務小組\n分機 1234\n\n王𡍼 於')
    expect(html).toContain('差勤系統服務小組<br>')
  })

  test('that nobody reads says so, whatever it is signed with', () => {
    expect(answer(facts({ mailbox: { ...mailbox, isRead: false } }), '您好').text).toContain(
      '請勿直接回覆本信',
    )
  })

  test('without a signature is signed by the centre', () => {
    expect(answer(facts({ mailbox: { signature: '', isRead: true } }), '您好').text).toContain(
      '人事資訊系統客服中心 敬上',
    )
  })
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessSystem, languageOf } from '../../../server/mail-in/receive/guess-system.ts'
import {
  baseSubject,
  isSameSubject,
  numbersIn,
  withoutPrefix,
} from '../../../server/mail-in/receive/subject.ts'
import { titleOf } from '../../../server/mail-in/receive/title.ts'

describe('what a subject is about', () => {
  test.each([
    ['Re: 差勤系統無法送出', '差勤系統無法送出'],
    ['RE: Re: FW: 差勤系統無法送出', '差勤系統無法送出'],
    ['回覆：[掛號 115-000731] 差勤系統無法送出', '差勤系統無法送出'],
    ['答复: 轉寄：差勤系統無法送出', '差勤系統無法送出'],
    ['ＲＥ：差勤系統無法送出', '差勤系統無法送出'],
    ['Re[2]: 差勤系統無法送出', '差勤系統無法送出'],
    ['[外部信件] AW: Leave Request', 'leave request'],
    ['***SPAM*** 差勤', '差勤'],
    ['Re: [緊急]', '[緊急]'],
    ['', ''],
    ['Re:', ''],
    ['Reform: a plan', 'reform: a plan'],
  ])('“%s” is about “%s”', (subject, about) => {
    expect(baseSubject(subject)).toBe(about)
  })

  test('is found of any text, and of what was found is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (subject) => {
        const about = baseSubject(subject)
        return baseSubject(about) === about
      }),
    )
  })

  test.each([
    ['差勤系統無法送出請假單', 'Re: 差勤系統無法送出請假單'],
    ['差勤系統無法送出請假單', '回覆: 差勤系統無法送出請假單（補件）'],
    ['差勤系統無法送出請假單', ''],
    ['[掛號 115-000731] 差勤系統', 'RE: [掛號 115-000731] 差勤系統'],
    ['Cannot export the roster', 'FW: cannot export the roster'],
    ['匯出清冊後姓名變成問號', 'Re: 匯出清冊後,姓名變問號'],
  ])('“%s” and “%s” are about the same', (one, other) => {
    expect(isSameSubject(one, other)).toBe(true)
    expect(isSameSubject(other, one)).toBe(true)
  })

  test.each([
    ['差勤系統無法送出請假單', 'Re: 年終獎金核算問題'],
    ['Cannot export the roster', 'Re: New colleague needs an account'],
    ['差勤', '待遇'],
  ])('“%s” and “%s” are about different things', (one, other) => {
    expect(isSameSubject(one, other)).toBe(false)
  })
})

describe('numbers in a subject', () => {
  test.each([
    ['Re: [掛號 115-000731] 差勤', [{ year: 115, seq: 731 }]],
    ['關於１１５－０００７３１的補充', [{ year: 115, seq: 731 }]],
    [
      '115-000731 及 115-000732、115-000731',
      [
        { year: 115, seq: 731 },
        { year: 115, seq: 732 },
      ],
    ],
    ['電話 02-27712345', []],
    ['代號 A115-000731', []],
    ['IP 10.115-000731', []],
    ['無號碼', []],
  ])('“%s”', (subject, numbers) => {
    expect(numbersIn(subject)).toEqual(numbers)
  })
})

describe('the title of a case that came by mail', () => {
  test('is the subject as it was written, without the marks of answering', () => {
    expect(titleOf(undefined, { subject: 'Fwd: 回覆：[WebHR] 無法登入：畫面空白', text: '' })).toBe(
      '[WebHR] 無法登入：畫面空白',
    )
    expect(withoutPrefix('RE: RE：題')).toBe('題')
  })
  test('is the first words where there is no subject, and says so where there are none', () => {
    expect(titleOf(undefined, { subject: 'Re: ', text: '\n您好，薪資單打不開。' })).toBe(
      '您好，薪資單打不開。',
    )
    expect(titleOf(undefined, { subject: '', text: ' ' })).toBe('（無主旨的來信）')
  })
})

const SYSTEMS = [
  {
    id: 1,
    code: 'WEBHR',
    name: '人力資源管理資訊系統',
    shortName: 'WebHR',
    oldNames: ['網際網路版人事管理資訊系統'],
  },
  { id: 2, code: 'P2K', name: '人事管理資訊系統', shortName: 'Pemis2K', oldNames: ['PEMIS'] },
  { id: 3, code: 'ORG', name: '組織編制管理系統', shortName: '組織編制', oldNames: [] },
  { id: 4, code: 'LEAVE', name: '差勤電子表單系統', shortName: '差勤', oldNames: [] },
]

describe('the system that a mail is about', () => {
  test.each([
    ['webhr 無法登入', '', 1],
    ['Ｗｅｂ\u0048\u0052無法登入', '', 1],
    ['請假單', '我的 PEMIS 打不開', 2],
    ['網際網路版人事管理資訊系統報錯', '', 1],
    ['人力資源管理資訊系統', '差勤也有問題', 1],
    ['ORG 代碼', '', 3],
    ['an organisation question', 'see www.example.org', undefined],
    ['請洽 help@webhr.example', '', undefined],
    ['差勤與Pemis2K', '', 2],
    ['差勤 和 WebHR', '', 1],
    ['無關', '', undefined],
    ['WebHR2 是別的系統', '', undefined],
  ])('“%s” / “%s”', (subject, text, id) => {
    expect(guessSystem(SYSTEMS, subject, text)).toBe(id)
  })

  test('is not guessed between two that are named as well as each other', () => {
    const two = [
      { id: 1, code: 'AA', name: '甲系統', shortName: '甲系', oldNames: [] },
      { id: 2, code: 'BB', name: '乙系統', shortName: '乙系', oldNames: [] },
    ]
    expect(guessSystem(two, '甲系統與乙系統', '')).toBeUndefined()
    expect(guessSystem(two, '甲系統與乙系', '')).toBe(1)
  })

  test('is not looked for in what stands far below', () => {
    expect(guessSystem(SYSTEMS, '', `${'閒話\n'.repeat(30)}WebHR`)).toBeUndefined()
  })
})

test('Chinese is answered in Chinese, English in English, and nothing in Chinese', () => {
  expect([languageOf('您好 hello'), languageOf('Hello there'), languageOf('  123')]).toEqual([
    'zh-TW',
    'en',
    'zh-TW',
  ])
})

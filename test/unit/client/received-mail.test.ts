import { describe, expect, test } from 'vitest'
import { isFromMachine, noticeFor } from '../../../client/features/mails/notice.ts'
import { mailSearchOf } from '../../../client/features/mails/search.ts'
import { stepInWords } from '../../../client/features/mails/steps.ts'
import { common } from '../../../client/messages/zh-TW/common.ts'
import { mails } from '../../../client/messages/zh-TW/mails.ts'
import { markOf, reasonOf } from '../../../client/parts/mail/marks.ts'
import { beginningOf, piecesOf } from '../../../client/parts/mail/reader/long-text.ts'
import { documentOf, picturesOf } from '../../../client/parts/mail/reader/own-look.ts'
import { createI18n, type Translate } from '../../../client/platform/i18n.ts'
import type { MailContent } from '../../../server/api.ts'

const t = createI18n('zh-TW', { mails, common }).getFixedT(null, 'mails') as unknown as Translate<'mails'>

describe('a long text', () => {
  const joined = (text: string, size: number) =>
    piecesOf(text, size)
      .map((piece) => piece.text + (piece.endsLine ? '\n' : ''))
      .join('')

  test.each([
    '',
    '一行',
    '\n\n',
    '第一行\n第二行\n第三行',
    '𡍼'.repeat(50),
    `${'字'.repeat(25)}\n${'𡍼'.repeat(9)}`,
  ])('laid in pieces is still the text it was: %j', (text) => {
    for (const size of [2, 3, 7, 10, 100]) {
      expect(joined(text, size)).toBe(text)
      expect(piecesOf(text, size).every((piece) => piece.text.isWellFormed())).toBe(true)
    }
  })

  test('begins with whole lines where lines are short, and with whole characters anywhere', () => {
    expect(beginningOf('短', 10)).toBeUndefined()
    expect(beginningOf('一二三四五六\n七八九十一二', 10)).toBe('一二三四五六')
    expect(beginningOf('𡍼'.repeat(10), 7)).toBe('𡍼'.repeat(3))
  })
})

describe('a mail in its own look', () => {
  const part = {
    id: 'f',
    name: 'a.png',
    size: 1,
    inline: true,
    held: null,
  } as unknown as MailContent['parts'][number]
  const html = '<p><img src="cid:logo@x"><img src="cid:none@x"><img src=\'cid:a%20b\'></p>'
  const parts = [
    { ...part, contentId: 'logo@x', mediaType: 'image/png', href: '/api/files/1/content' },
    { ...part, contentId: 'a b', mediaType: 'image/png', href: '/api/files/2/content' },
    { ...part, contentId: 'none@x', mediaType: 'image/png', href: null },
    { ...part, contentId: 'other@x', mediaType: 'image/png', href: '/api/files/3/content' },
    { ...part, contentId: 'logo@x', mediaType: 'text/html', href: '/api/files/4/content' },
  ]

  test('shows the pictures that it carries and its words name, unless they are held back', () => {
    expect(picturesOf({ html, parts })).toEqual([{ contentId: 'logo@x', href: '/api/files/1/content' }])
  })

  test('is a document that may load nothing, with its pictures carried in', () => {
    const document = documentOf(html, new Map([['logo@x', 'data:image/png;base64,AA']]), 'once')
    expect(document).toContain(`content="default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'`)
    expect(document.indexOf('Content-Security-Policy')).toBeLessThan(document.indexOf('<body>'))
    expect(document).toMatch(
      /<img src="data:image\/png;base64,AA"><img src="data:image\/gif;[^"]+"><img src='data:image/,
    )
    expect(document).toContain('<style nonce="once">')
    expect(documentOf(html, new Map([['a b', 'data:b']]), '')).toContain("<img src='data:b'>")
  })
})

describe('words for what became of a mail', () => {
  test('name marks and reasons, and tell by its code what the page does not know', () => {
    expect(markOf(t, 'changed-subject')).toMatchObject({ word: '主旨已變更', tone: 'waiting' })
    expect(markOf(t, 'constructor')).toMatchObject({ word: '標記：constructor', tone: 'plain' })
    expect(reasonOf(t, 'unreadable')).toBe('讀不出內容')
    expect(reasonOf(t, 'brand-new')).toBe('其他原因（brand-new）')
  })

  test('tell a step with what people want to know of it, and leave out what only machines read', () => {
    const detail = { source: 'imap', folder: 'INBOX', uid: 7, uidValidity: 3, marks: ['held'] }
    expect(stepInWords(t, { step: 'stored', detail })).toEqual({
      what: '收下並存妥原件',
      details: ['信箱取回', 'INBOX'],
    })
    expect(stepInWords(t, { step: 'quarantined', detail: { reason: 'loop', tries: 3 } })).toEqual({
      what: '列為待處理',
      details: ['疑似信件迴圈'],
    })
    const found = { number: '115-000731', through: 'our-mail', verb: 'write' }
    expect(stepInWords(t, { step: 'follow-up', detail: found }).details).toEqual([
      '115-000731',
      '依回信的來往紀錄',
    ])
    expect(stepInWords(t, { step: 'refused', detail: { by: '林以晴', told: false } }).details).toEqual([
      '林以晴',
      '未通知寄件人',
    ])
    expect(stepInWords(t, { step: 'new-step', detail: {} }).what).toBe('new-step')
  })
})

describe('refusing a mail', () => {
  const mail = {
    reason: 'unreadable',
    subject: '考績清冊',
    mailboxName: '服務信箱',
    arrivedAt: '2026-11-21T02:04:00.000Z' as never,
    fromAddress: 'wang@example.gov.tw',
  }

  test('begins with a letter that says which mail, and why', () => {
    const notice = noticeFor(t, 'zh-TW', mail)
    expect(notice).toContain('115.11.21 10:04 寄到「服務信箱」的郵件「考績清冊」，但無法讀出內容')
    expect(noticeFor(t, 'zh-TW', { ...mail, reason: 'brand-new', subject: '' })).toContain(
      '「（沒有主旨）」，但無法依這封信立案',
    )
  })

  test('tells nobody when a machine sent it or it names no sender', () => {
    expect(isFromMachine(mail)).toBe(false)
    expect(isFromMachine({ ...mail, reason: 'bounce' })).toBe(true)
    expect(isFromMachine({ ...mail, fromAddress: null })).toBe(true)
  })
})

test.each([
  [{}, {}],
  [
    { all: true, mailbox: 3 },
    { all: true, mailbox: 3 },
  ],
  [{ all: 'yes', mailbox: -1 }, {}],
  [{ mailbox: '2', more: 1 }, { mailbox: 2 }],
])('an address that says %j shows %j', (raw, search) => {
  expect(mailSearchOf(raw)).toEqual(search)
})

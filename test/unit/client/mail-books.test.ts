import { describe, expect, test } from 'vitest'
import {
  booksSearchOf,
  boundsOf,
  byMailbox,
  differencesOf,
  type Hour,
} from '../../../client/features/board/mail-books/books.ts'
import { board } from '../../../client/messages/zh-TW/board.ts'
import { common } from '../../../client/messages/zh-TW/common.ts'
import { createI18n, type Translate } from '../../../client/platform/i18n.ts'

const t = createI18n('zh-TW', { board, common }).getFixedT(null, 'board') as unknown as Translate<'board'>

const hour = (given: Partial<Hour> = {}): Hour =>
  ({
    mailboxId: 1,
    hour: '2026-11-21T02:00:00.000Z',
    onServer: 10,
    stored: 10,
    cases: 6,
    followUps: 2,
    quarantined: 1,
    refused: 1,
    waiting: 0,
    balanced: true,
    checkedAt: '2026-11-21T03:00:00.000Z',
    ...given,
  }) as Hour

describe('what does not balance', () => {
  test('is said by how many mails, and on which side', () => {
    const wrong = (given: Partial<Hour>) => differencesOf(t, hour({ balanced: false, ...given }))
    expect(differencesOf(t, hour())).toEqual([])
    expect(wrong({ onServer: 12 })).toEqual(['主機多 2 封'])
    expect(wrong({ onServer: 9 })).toEqual(['主機少 1 封'])
    expect(wrong({ cases: 5 })).toEqual(['1 封沒有去處'])
    expect(wrong({ onServer: 11, refused: 3 })).toEqual(['主機多 1 封', '多計 2 封'])
    expect(wrong({ onServer: null, cases: 4, waiting: 2 })).toEqual(['處理超過 10 分鐘'])
    expect(wrong({})).toEqual(['不相符'])
  })
})

describe('the day of a mailbox', () => {
  test('is the sum of its hours, and balances when each of them does', () => {
    const days = byMailbox([
      hour(),
      hour({ stored: 3, onServer: 4, cases: 3, followUps: 0, quarantined: 0, refused: 0, balanced: false }),
      hour({ mailboxId: 2, onServer: null }),
    ])
    expect(days).toMatchObject([
      { mailboxId: 1, onServer: 14, stored: 13, cases: 9, balanced: false },
      { mailboxId: 2, onServer: null, stored: 10, balanced: true },
    ])
  })

  test('is a day in Taipei', () => {
    expect(boundsOf('2026-11-21')).toEqual({
      from: '2026-11-20T16:00:00.000Z',
      to: '2026-11-21T15:59:59.999Z',
    })
  })
})

test.each([
  [
    { day: '2026-11-21', mailbox: 2, different: true },
    { day: '2026-11-21', mailbox: 2, different: true },
  ],
  [{ day: '2026-13-40', mailbox: 'x', different: 'yes' }, {}],
  [{ day: 20261121 }, {}],
])('an address that says %j shows %j', (raw, search) => {
  expect(booksSearchOf(raw)).toEqual(search)
})

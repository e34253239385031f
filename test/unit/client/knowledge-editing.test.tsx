import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, test } from 'vitest'
import { conflictWith } from '../../../client/features/knowledge-editing/conflict.ts'
import {
  type AtWork,
  type Content,
  emptyContent,
  faultsOf,
  faultsOfGaps,
  isSame,
  kindOf,
  markdownOf,
  toSend,
} from '../../../client/features/knowledge-editing/content.ts'
import { DifferencesView } from '../../../client/features/knowledge-editing/Difference.tsx'
import { inAYear } from '../../../client/features/knowledge-editing/days.ts'
import { shortened } from '../../../client/features/knowledge-editing/difference-pieces.ts'
import { block, listed, table, wrapped } from '../../../client/features/knowledge-editing/markdown-tools.ts'
import { mergeOf } from '../../../client/features/knowledge-editing/merge.ts'
import { numberTyped } from '../../../client/features/knowledge-editing/queries.ts'
import { ReviewPart } from '../../../client/features/knowledge-editing/ReviewPart.tsx'
import { common } from '../../../client/messages/zh-TW/common.ts'
import { entries } from '../../../client/messages/zh-TW/entries.ts'
import { createI18n } from '../../../client/platform/i18n.ts'
import { sessionQuery } from '../../../client/platform/session.ts'
import type { EditedEntry } from '../../../server/api.ts'

const content = (given: Partial<Content> = {}): Content => ({
  ...emptyContent,
  title: '請假單沒有簽核人',
  domain: '差勤',
  ...given,
})

describe('two texts that began as one', () => {
  const base = content({ shortAnswer: '舊的簡答', body: '舊的內文', tags: ['請假'] })

  test('are put together where only one of them changed something', () => {
    const merge = mergeOf(base, { ...base, body: '我的內文' }, { ...base, tags: ['請假', '簽核'] })
    expect(merge).toMatchObject({ clashes: [], taken: ['tags'], kept: ['body'] })
    expect(merge.merged).toMatchObject({ body: '我的內文', tags: ['請假', '簽核'] })
  })

  test('ask somebody where both changed the same, and take neither of them silently', () => {
    const merge = mergeOf(base, { ...base, body: '我的' }, { ...base, body: '對方的' })
    expect(merge.clashes).toEqual(['body'])
    expect(merge.merged.body).toBe('我的')
  })

  test('ask nothing where both changed it to the same', () => {
    const both = { ...base, body: '一樣的' }
    expect(mergeOf(base, both, both)).toMatchObject({ clashes: [], taken: [], kept: [] })
  })

  test('decide who may read it as one thing: audience, reason and vendor', () => {
    const theirs = { ...base, visibility: 'vendor', vendorId: 3, whyHidden: '含廠商資訊' } as const
    const merge = mergeOf(base, { ...base, body: '我的' }, theirs)
    expect(merge.taken).toEqual(['visibility'])
    expect(merge.merged).toMatchObject({ visibility: 'vendor', vendorId: 3, whyHidden: '含廠商資訊' })
    const clash = mergeOf(base, { ...base, visibility: 'internal', whyHidden: '測試中' }, theirs)
    expect(clash.clashes).toEqual(['visibility'])
  })
})

describe('what keeps a draft from being saved', () => {
  test('is told field by field, in the order of the form', () => {
    const given = content({
      title: ' ',
      domain: '' as never,
      visibility: 'vendor',
      effectiveFrom: '2026-12-01',
      effectiveUntil: '2026-11-30',
      variants: [
        { authorityId: null, hrSystem: 'WebHR', body: '' },
        { authorityId: null, hrSystem: 'WebHR', body: '' },
        { authorityId: null, hrSystem: null, body: '' },
      ],
    })
    expect(faultsOf(given)).toEqual([
      { at: 'title', word: 'title' },
      { at: 'variants/1', word: 'variantTwice' },
      { at: 'variants/2', word: 'variant' },
      { at: 'domain', word: 'domain' },
      { at: 'whyHidden', word: 'whyHidden' },
      { at: 'vendorId', word: 'vendor' },
      { at: 'effectiveUntil', word: 'days' },
    ])
    expect(faultsOf(content())).toEqual([])
  })

  test('counts characters as people do, and bytes of long texts', () => {
    expect(faultsOf(content({ title: '𠮷'.repeat(200) }))).toEqual([])
    expect(faultsOf(content({ title: '𠮷'.repeat(201) }))).toEqual([{ at: 'title', word: 'titleLong' }])
    expect(faultsOf(content({ body: '字'.repeat(349_526) }))).toEqual([{ at: 'body', word: 'bodyLong' }])
  })

  test('is told of everything the server finds missing before a review', () => {
    const gaps = ['answer-missing', 'picture-without-words', 'owner-missing', 'review-date-past']
    expect(faultsOfGaps(gaps).map(({ at }) => at)).toEqual(['shortAnswer', 'files', 'keeping', 'keeping'])
  })

  test('a reason and a vendor that the audience does not need are not sent', () => {
    const given = content({ visibility: 'public', whyHidden: '改成公開了', vendorId: 2 })
    expect(toSend(given)).toMatchObject({ whyHidden: null, vendorId: null })
    expect(isSame(given, content())).toBe(true)
  })
})

describe('the toolbar', () => {
  const done = (text: string, { from, to, insert }: { from: number; to: number; insert: string }) =>
    text.slice(0, from) + insert + text.slice(to)

  test('numbers the chosen lines, and takes the numbers away again', () => {
    const text = '開啟系統\n按「送出」'
    const numbered = done(
      text,
      listed({ text, start: 2, end: 6 }, (n) => `${n}. `, '步驟'),
    )
    expect(numbered).toBe('1. 開啟系統\n2. 按「送出」')
    const all = { text: numbered, start: 0, end: numbered.length }
    expect(
      done(
        numbered,
        listed(all, (n) => `${n}. `, '步驟'),
      ),
    ).toBe(text)
  })

  test('chooses the sample where there is nothing to mark, to be written over', () => {
    const edit = wrapped({ text: '請按', start: 2, end: 2 }, '**', '**', '重點')
    expect(done('請按', edit)).toBe('請按**重點**')
    expect(edit.select).toEqual([4, 6])
  })

  test('puts tables and pictures into paragraphs of their own', () => {
    const text = '前一段'
    expect(done(text, block({ text, start: 3, end: 3 }, '![圖](file:x)'))).toBe('前一段\n\n![圖](file:x)\n')
    expect(done('', table({ text: '', start: 0, end: 0 }, '欄位', '內容'))).toMatch(
      /^\| 欄位 \| 欄位 \|\n\|---/,
    )
  })

  test('writes files as readers will get them, whatever is in their names', () => {
    const file = { fileId: 'f1' as never, title: '畫面 [簽核]' }
    expect(markdownOf({ ...file, kind: 'picture' }, 'a.png')).toBe('![畫面 \\[簽核\\]](file:f1)')
    expect(markdownOf({ ...file, kind: 'clip' }, 'a.mp4')).toBe('![畫面 \\[簽核\\]](video:f1)')
    expect(markdownOf({ ...file, title: '', kind: 'form' }, '申請表.odt')).toBe('[申請表.odt](file:f1)')
    expect(['a.PNG', 'b.odt', 'c.pdf', 'd.mp4'].map(kindOf)).toEqual([
      'picture',
      'form',
      'attachment',
      'clip',
    ])
  })
})

const words = createI18n('zh-TW', { entries, common })

function shown(element: React.ReactElement, permissions: string[] = []) {
  const queries = new QueryClient()
  queries.setQueryData(sessionQuery.queryKey, { permissions } as never)
  return renderToStaticMarkup(
    createElement(
      QueryClientProvider,
      { client: queries },
      createElement(I18nextProvider, { i18n: words }, element),
    ),
  )
}

describe('what differs', () => {
  test('is underlined or struck through and said, never told by colour alone', () => {
    const html = shown(
      createElement(DifferencesView, {
        fields: [
          {
            field: 'shortAnswer',
            runs: [
              { is: 'same', text: '請洽' },
              { is: 'removed', text: '人事' },
              { is: 'added', text: '主計' },
            ],
          },
          { field: 'variant:WebHR', runs: [{ is: 'added', text: '另見' }] },
          { field: 'visibility', runs: [{ is: 'added', text: 'internal' }] },
        ],
      }),
    )
    expect(html).toContain('<del><span class="sr-only">移除：</span>人事</del>')
    expect(html).toContain('<ins><span class="sr-only">新增：</span>主計</ins>')
    expect(html).toContain('差異說明：使用 WebHR 的機關')
    expect(html).toContain('僅限內部')
  })

  test('is never left out; only long stretches of what is the same are', () => {
    const long = '同'.repeat(1000)
    const pieces = shortened([
      { is: 'same', text: long },
      { is: 'added', text: '異'.repeat(1000) },
      { is: 'same', text: long },
    ])
    expect(pieces.map(({ is }) => is)).toEqual(['skipped', 'same', 'added', 'same', 'skipped'])
    expect(pieces.map(({ text }) => text).join('')).toBe(long + '異'.repeat(1000) + long)
  })
})

describe('a version that waits for its review', () => {
  const entry = { number: 'Q000948', versions: [] } as unknown as EditedEntry
  const part = (can: string[], permissions: string[], effectiveFrom: string | null = null) =>
    shown(
      createElement(ReviewPart, {
        entry,
        atWork: { state: 'review', can, effectiveFrom, version: 1 } as unknown as AtWork,
      }),
      permissions,
    )

  test('tells a reviewer who wrote in it why there is no way to approve it', () => {
    const html = part(['return', 'take-back'], ['knowledge:review'])
    expect(html).toContain('您撰寫過這個版本')
    expect(html).not.toContain('核准並上線')
  })

  test('is approved by another, for its day where it has one', () => {
    expect(part(['approve', 'return'], ['knowledge:review'])).toContain('核准並上線')
    expect(part(['approve', 'return'], ['knowledge:review'], '2199-01-01')).toMatch(/核准，.*上線/)
  })

  test('is waited for by who may not review, and can be taken back', () => {
    const html = part(['take-back'], [])
    expect(html).toContain('請等候審核者核准')
    expect(html).toContain('取回修改')
    expect(html).not.toContain('您撰寫過這個版本')
  })
})

test('what others saved is news only when it is newer than what is shown', () => {
  const entry = {
    versions: [{ id: 'v1', writtenBy: '陳柏宇', updatedAt: '2026-11-20T01:00:00Z' }],
    atWork: { ...content(), id: 'v1', version: 3, state: 'draft' },
  } as unknown as EditedEntry
  expect(conflictWith(entry, 3)).toBeUndefined()
  expect(conflictWith(entry, 4)).toBeUndefined()
  expect(conflictWith(entry, 2)).toMatchObject({ version: 3, by: '陳柏宇', state: 'draft' })
})

test('numbers are taken as people type them', () => {
  expect(['q948', '９４８', ' Q000948 ', '0', 'Q', 'X1'].map(numberTyped)).toEqual([
    'Q000948',
    'Q000948',
    'Q000948',
    undefined,
    undefined,
    undefined,
  ])
})

test('a year from a leap day is the last of February', () => {
  expect(inAYear('2028-02-29')).toBe('2029-02-28')
  expect(inAYear('2026-11-22')).toBe('2027-11-22')
})

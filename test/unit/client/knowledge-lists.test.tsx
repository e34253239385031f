import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router'
import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, test } from 'vitest'
import { EffectChart } from '../../../client/features/knowledge-lists/EffectChart.tsx'
import { EffectSentence } from '../../../client/features/knowledge-lists/EffectSentence.tsx'
import { EffectTable } from '../../../client/features/knowledge-lists/EffectTable.tsx'
import { monthsBefore, monthsOf } from '../../../client/features/knowledge-lists/effect.ts'
import { FeedbackItem } from '../../../client/features/knowledge-lists/FeedbackItem.tsx'
import { GapTable } from '../../../client/features/knowledge-lists/GapTable.tsx'
import type { EffectRow, FeedbackRow, Gap } from '../../../client/features/knowledge-lists/queries.ts'
import { SynonymTable } from '../../../client/features/knowledge-lists/SynonymTable.tsx'
import { meansIn, nearestWeight } from '../../../client/features/knowledge-lists/synonym.ts'
import { WorseQuestions } from '../../../client/features/knowledge-lists/WorseQuestions.tsx'
import { asked } from '../../../client/messages/zh-TW/asked.ts'
import { common } from '../../../client/messages/zh-TW/common.ts'
import { createI18n } from '../../../client/platform/i18n.ts'
import { sessionQuery } from '../../../client/platform/session.ts'

const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
const words = createI18n('zh-TW', { asked, common })

function shown(element: ReactNode, permissions = ['knowledge:write', 'knowledge:review']) {
  const queries = new QueryClient()
  queries.setQueryData(sessionQuery.queryKey, { permissions } as never)
  return renderToStaticMarkup(
    createElement(
      QueryClientProvider,
      { client: queries },
      createElement(
        I18nextProvider,
        { i18n: words },
        <RouterContextProvider router={router as never}>{element}</RouterContextProvider>,
      ),
    ),
  )
}

const month = (given: Partial<EffectRow>): EffectRow => ({
  month: '2026-11',
  systemId: null,
  withEntry: 3,
  withEntryMinutes: 45,
  without: 4,
  withoutMinutes: 130,
  deflected: 2,
  ...given,
})

describe('whether entries help', () => {
  const rows = [
    month({}),
    month({ month: '2026-10', withoutMinutes: null, without: 0 }),
    month({ systemId: 1, withEntryMinutes: 60, withoutMinutes: 20 }),
  ]

  test('is said in one sentence, in numbers beside each bar, and in a table', () => {
    const months = monthsOf(rows, null)
    expect(shown(<EffectSentence months={months} />)).toContain(
      '115 年 11 月引用問答的案件處理 45 分，未引用的 2 小時 10 分，快了 1 小時 25 分。',
    )
    const chart = shown(<EffectChart months={months} />)
    expect(chart.match(/effect-value">([^<]*)/g)?.map((one) => one.slice(14))).toEqual([
      '45 分',
      '—',
      '45 分',
      '2 小時 10 分',
    ])
    const table = shown(<EffectTable months={months} />)
    expect(table.indexOf('115 年 11 月')).toBeLessThan(table.indexOf('115 年 10 月'))
    expect(table).toContain('合計：引用問答 6 件、未引用 4 件、提問前已解決 4 次。')
  })

  test('is said of one system alone, and also when they do not', () => {
    const months = monthsOf(rows, 1)
    expect(months).toHaveLength(1)
    expect(shown(<EffectSentence months={months} />)).toContain('慢了 40 分')
    expect(shown(<EffectSentence months={monthsOf(rows, 2)} />)).toBe('')
  })

  test('is asked of whole months of Taiwan', () => {
    expect(monthsBefore(new Date('2026-12-31T16:30:00Z'), 1)).toBe('2027-01-01')
    expect(monthsBefore(new Date('2026-12-31T15:30:00Z'), 12)).toBe('2026-01-01')
  })
})

describe('what was asked and not found', () => {
  const gap = {
    said: '留職停薪怎麼算年資',
    n: 7,
    firstAt: '2026-11-01T00:00:00Z',
    lastAt: '2026-11-20T00:00:00Z',
  } as Gap

  test('becomes a draft, is answered by an entry, or is left', () => {
    const html = shown(<GapTable gaps={[gap]} />)
    for (const verb of ['寫成草稿', '已有答案', '不處理'])
      expect(html).toContain(`aria-label="${verb}：${gap.said}"`)
    expect(html).toContain('115.11.20')
    expect(shown(<GapTable gaps={[gap]} />, ['knowledge:review'])).not.toContain('寫成草稿')
    expect(shown(<GapTable gaps={[]} />)).toContain('目前沒有找不到答案的問題。')
  })
})

describe('synonyms', () => {
  test('are read as people type them', () => {
    expect(meansIn(' 娩假、分娩假\n產假, 娩假 ；', '產假')).toEqual(['娩假', '分娩假'])
    expect(nearestWeight(0.62)).toBe('0.7')
  })

  test('say how near they are, and which questions fare worse for a change', () => {
    const html = shown(<SynonymTable synonyms={[{ word: '產假', means: ['娩假', '分娩假'], weight: 0.5 }]} />)
    expect(html).toContain('娩假、分娩假')
    expect(html).toContain('相關（0.5）')
    const worse = shown(
      <WorseQuestions worse={[{ question: '娩假幾天', number: 'Q000001', before: 1, after: 0 }]} />,
    )
    expect(worse).toContain('1 個驗證問題的名次會變差')
    expect(worse).toContain('第 1 名 → 200 名內找不到')
    expect(shown(<WorseQuestions worse={[]} />)).toContain('沒有任何驗證問題的名次變差')
  })
})

describe('what a reader said', () => {
  const row = {
    id: 'f1',
    number: 'Q000001',
    title: '怎麼匯出？',
    n: 2,
    isLive: false,
    solved: false,
    reason: '<b>看不懂</b>',
    found: [],
    at: '2026-11-20T00:00:00Z',
    answer: null,
    answeredAt: null,
    answeredBy: null,
  } as unknown as FeedbackRow

  test('is shown as it was written, of the version that was read, to be answered or set aside', () => {
    const html = shown(<FeedbackItem row={row} />)
    expect(html).toContain('&lt;b&gt;看不懂&lt;/b&gt;')
    expect(html).toContain('第 2 版（已有新版）')
    expect(html).toContain('>答覆<')
    expect(html).toContain('不答覆')
  })

  test('stands with its answer and who gave it, to be taken back', () => {
    const html = shown(
      <FeedbackItem
        row={{ ...row, answer: '已補圖', answeredAt: row.at, answeredBy: '蕭雅雯' } as FeedbackRow}
      />,
    )
    expect(html).toContain('已補圖')
    expect(html).toContain('蕭雅雯')
    expect(html).toContain('收回答覆')
    expect(html).not.toContain('不答覆')
  })
})

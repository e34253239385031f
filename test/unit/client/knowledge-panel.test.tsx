import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nextProvider } from 'react-i18next'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../../client/features/cases/composer/use-message.ts'
import { suspectsOf } from '../../../client/features/cases/knowledge/draft-text.ts'
import { KnowledgePanel } from '../../../client/features/cases/knowledge/KnowledgePanel.tsx'
import { PersonalDataList } from '../../../client/features/cases/knowledge/PersonalDataList.tsx'
import {
  type Suggestion,
  suggestionsQuery,
  usesQuery,
} from '../../../client/features/cases/knowledge/queries.ts'
import { cases } from '../../../client/messages/zh-TW/cases.ts'
import { common } from '../../../client/messages/zh-TW/common.ts'
import { createI18n } from '../../../client/platform/i18n.ts'
import { sessionQuery } from '../../../client/platform/session.ts'
import type { Case } from '../../../server/api.ts'

const row = { id: 'case-1', number: '115-000731', title: '請假單沒有簽核人' } as unknown as Case
const words = createI18n('zh-TW', { cases, common })

const entry = (number: string, more: Partial<Suggestion> = {}) =>
  ({
    number,
    title: `標題 ${number}`,
    shortAnswer: '請先設定直屬主管。',
    visibility: 'public',
    systems: [{ id: 1, code: 'ATT', shortName: '差勤' }],
    isForRequester: true,
    ...more,
  }) as Suggestion

function panel(
  found: Suggestion[],
  { permissions = ['case:handle', 'knowledge:write'], possible = ['answered'] } = {},
) {
  const queries = new QueryClient()
  queries.setQueryData(sessionQuery.queryKey, { permissions } as never)
  queries.setQueryData(suggestionsQuery(row.number, row.id, '').queryKey, found as never)
  queries.setQueryData(usesQuery(row.number, row.id).queryKey, [] as never)
  const nothing = () => undefined
  return renderToStaticMarkup(
    createElement(
      QueryClientProvider,
      { client: queries },
      createElement(
        I18nextProvider,
        { i18n: words },
        createElement(KnowledgePanel, {
          row,
          reply: { possible, text: '' } as unknown as Message,
          isAsked: false,
          onInserted: nothing,
          onDraft: nothing,
        }),
      ),
    ),
  )
}

const times = (html: string, text: string) => html.split(text).length - 1

describe('the panel beside a case', () => {
  test('shows the best three with both ways into the reply, and says how many more there are', () => {
    const html = panel(['Q000001', 'Q000002', 'Q000003', 'Q000004', 'Q000005'].map((number) => entry(number)))
    expect(times(html, 'class="knowledge-title"')).toBe(3)
    expect(html).toContain('放入全文：Q000001')
    expect(html).toContain('放入連結：Q000003')
    expect(html).toContain('另外 2 則')
    expect(html).toContain('找到 5 則問答')
  })

  test('offers nothing of an entry that the requester may not read, and says why', () => {
    const html = panel([entry('Q000001', { isForRequester: false, visibility: 'internal' })])
    expect(html).not.toMatch(/的(?:全文|連結)放入回覆/)
    expect(html).toContain('使用者看不到這一則')
    expect(html).toContain('內部')
  })

  test('offers nothing to whoever cannot reply now', () => {
    expect(panel([entry('Q000001')], { possible: [] })).toContain('您目前不能回覆這個案件')
  })

  test('without an answer leads on: other words, the editors’ list, a draft, each for who may', () => {
    const all = panel([])
    for (const said of ['還沒有符合這個案件的問答', '沒有答案，建議新增', '做成問答草稿'])
      expect(all).toContain(said)
    const reader = panel([], { permissions: [] })
    expect(reader).not.toMatch(/沒有答案，建議新增|做成問答草稿/)
  })
})

test('personal data is listed each with its words around, and a box to let it stand', () => {
  const text = '王小明您好'
  const found = [{ kind: 'name' as const, text: '王小明', from: 0, to: 3, replacement: '〔姓名〕' }]
  const list = (letStand: ReadonlySet<string>) =>
    renderToStaticMarkup(
      createElement(
        I18nextProvider,
        { i18n: words },
        createElement(PersonalDataList, {
          suspects: suspectsOf([{ text, found }]),
          letStand,
          onLetStand: () => undefined,
          leftOut: ['大胡子'],
          onLeftOut: () => undefined,
        }),
      ),
    )
  expect(list(new Set())).toContain('<del>王小明</del><ins>〔姓名〕</ins>您好')
  expect(list(new Set(['王小明']))).toContain('<mark data-is="stands">王小明</mark>您好')
  expect(list(new Set())).toContain('不是個人資料，保留「王小明」')
  expect(list(new Set())).toContain('不拿掉「大胡子」')
})

import { describe, expect } from 'vitest'
import { countTerms } from '../../search/postgres/vocabulary.ts'
import type { Found, Hit } from '../../server/search/api.ts'
import { test } from '../support/database.ts'
import { aReader } from '../support/knowledge-app.ts'
import { laySystem } from '../support/knowledge-ground.ts'
import { layFindable, searchApp } from '../support/search-app.ts'

const asked = (text: string, more = '') => `GET /api/search?text=${encodeURIComponent(text)}${more}`
const typed = (text: string) => `GET /api/search/suggestions?text=${encodeURIComponent(text)}`
const numbers = (hits: Hit[]) => hits.map(({ number }) => number)

describe('searching', () => {
  test('finds what is about a text, says where, and counts it by system, kind and year', async ({ db }) => {
    const { ask } = await searchApp(db)
    const system = await laySystem(db, '差勤')
    const entry = await layFindable(db, {
      title: '國民旅遊卡補助如何核銷',
      shortAnswer: '在差勤系統匯入消費紀錄。',
      body: '## 步驟\n\n1. 開啟系統\n2. 匯入**國民旅遊卡**消費紀錄',
      systemIds: [system],
      liveAt: new Date('2025-12-31T17:00:00Z'),
    })
    await countTerms(db)
    const { status, body } = await ask(asked('国民旅遊卡'))
    expect(status).toBe(200)
    const found = body as Found
    expect(numbers(found.hits)).toEqual([entry.number])
    const [hit] = found.hits
    expect(hit).toMatchObject({ source: 'qa', href: `/qa/${entry.number}`, kind: '差勤' })
    const marked = (text: string, ranges: number[][]) => ranges.map(([from, to]) => text.slice(from, to))
    expect(marked(hit!.title, hit!.titleRanges)).toEqual(['國民旅遊卡'])
    expect(marked(hit!.excerpt, hit!.excerptRanges)).toContain('國民旅遊卡')
    expect(hit!.excerpt).not.toContain('*')
    expect(found.sources).toEqual([{ value: 'qa', label: '問答', n: 1 }])
    expect(found.systems).toEqual([{ value: String(system), label: '差勤', n: 1 }])
    expect(found.kinds).toEqual([{ value: '差勤', label: '差勤', n: 1 }])
    // Its day is of Taipei.
    expect(found.years).toEqual([{ value: '2026', label: '115 年', n: 1 }])
    expect(found).toMatchObject({ isMore: false, isFallback: false, instead: null })
    expect(numbers((await ask(typed('國民旅'))).body)).toEqual([entry.number])
  })

  test('the number of an entry, however it is typed, puts that entry first', async ({ db }) => {
    const { ask } = await searchApp(db)
    const one = await layFindable(db, { title: '考績委員會組成' })
    const n = String(Number(one.number.slice(1)))
    await layFindable(db, { title: `${n} ${n} ${n}`, body: one.number })
    const wide = [...`q${n}`].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
    for (const text of [one.number, `q${n}`, n, wide, ` ${n} `]) {
      const { body } = await ask(asked(text))
      expect([text, body.hits[0]?.number]).toEqual([text, one.number])
      expect((await ask(typed(text))).body[0]?.number).toBe(one.number)
    }
  })

  test('a vendor, a visitor and staff each find theirs', async ({ db }) => {
    const { ask } = await searchApp(db)
    const open = await layFindable(db, { title: '退撫基金提撥' })
    const inside = await layFindable(db, { title: '退撫基金提撥內部作業', visibility: 'internal' })
    const staff = await aReader(db, { permissions: ['knowledge:read-internal'] })
    expect(numbers((await ask(asked('退撫基金'))).body.hits)).toEqual([open.number])
    expect(numbers((await ask(asked('退撫基金'), { as: staff })).body.hits).toSorted()).toEqual(
      [open.number, inside.number].toSorted(),
    )
    const { body } = await ask(asked(inside.number))
    expect(body.hits).toEqual([])
  })
})

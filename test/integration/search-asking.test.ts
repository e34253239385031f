import { describe, expect } from 'vitest'
import { countTerms } from '../../search/postgres/vocabulary.ts'
import type { Found, Hit } from '../../server/search/api.ts'
import { test, testAlone } from '../support/database.ts'
import { aReader } from '../support/knowledge-app.ts'
import { laySystem, takeBack } from '../support/knowledge-ground.ts'
import { asked, layFindable, numbersOf, searchApp, typed } from '../support/search-app.ts'

const marked = (text: string, ranges: readonly number[][]) => ranges.map(([from, to]) => text.slice(from, to))

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
    expect(numbersOf(found.hits)).toEqual([entry.number])
    const [hit] = found.hits
    expect(hit).toMatchObject({ source: 'qa', href: `/qa/${entry.number}`, kind: '差勤', limitedTo: null })
    expect(marked(hit!.title, hit!.titleRanges)).toEqual(['國民旅遊卡'])
    expect(marked(hit!.excerpt, hit!.excerptRanges)).toContain('國民旅遊卡')
    expect(hit!.excerpt).not.toMatch(/[*\n]/)
    expect(found.sources).toEqual([{ value: 'qa', label: '問答', n: 1 }])
    expect(found.systems).toEqual([{ value: String(system), label: '差勤', n: 1 }])
    expect(found.kinds).toEqual([{ value: '差勤', label: '差勤', n: 1 }])
    // Its day is of Taipei.
    expect(found.years).toEqual([{ value: '2026', label: '115 年', n: 1 }])
    expect(found).toMatchObject({ isMore: false, isFallback: false, instead: null })
    const { body: english } = await ask(asked('国民旅遊卡'), { headers: { 'accept-language': 'en' } })
    expect(english).toMatchObject({ sources: [{ label: 'Q&A' }], years: [{ label: '2026' }] })
    expect(numbersOf((await ask(typed('國民旅'))).body)).toEqual([entry.number])
    expect(numbersOf((await ask(typed('國民旅', `&system=${system}`))).body)).toEqual([entry.number])
    expect((await ask(typed('國民旅', `&system=${system + 1}`))).body).toEqual([])
  })

  test('an excerpt shows the place far inside, with signs where it goes on', async ({ db }) => {
    const { ask } = await searchApp(db)
    const body = `${'前言說明。'.repeat(60)}\n\n請按「螺旋校正」。${'後語補充。'.repeat(60)}`
    await layFindable(db, { title: '某項設定', body })
    const { body: found } = await ask(asked('螺旋校正'))
    const [hit] = found.hits as Hit[]
    expect(hit!.excerpt).toMatch(/^….*螺旋校正.*…$/)
    expect(marked(hit!.excerpt, hit!.excerptRanges)).toEqual(['螺旋校正'])
  })

  test('a filter gives as many as its count said, and the others are still counted', async ({ db }) => {
    const { ask } = await searchApp(db)
    const [one, other] = [await laySystem(db, '甲'), await laySystem(db, '乙')]
    const lay = (domain: '考績' | '獎懲', systemIds: number[], liveAt: string) =>
      layFindable(db, { title: '敘獎額度試算', domain, systemIds, liveAt: new Date(liveAt) })
    await lay('考績', [one], '2024-05-01T00:00:00Z')
    await lay('考績', [one, other], '2025-05-01T00:00:00Z')
    await lay('獎懲', [other], '2025-05-01T00:00:00Z')
    const read = async (more = '') => (await ask(asked('敘獎額度試算', more))).body as Found
    const all = await read()
    expect(all.hits).toHaveLength(3)
    expect(all.years.map(({ value, n }) => `${value} ${n}`)).toEqual(['2025 2', '2024 1'])
    for (const [facet, counts] of [
      ['system', all.systems],
      ['kind', all.kinds],
      ['year', all.years],
      ['source', all.sources],
    ] as const)
      for (const { value, n } of counts) {
        const some = await read(`&${facet}=${encodeURIComponent(value)}`)
        expect([facet, value, some.hits.length]).toEqual([facet, value, n])
      }
    const only = await read(`&system=${one}&year=2025`)
    expect(only.hits).toHaveLength(1)
    expect(only.systems.map(({ label, n }) => `${label} ${n}`)).toEqual(['乙 2', '甲 1'])
    expect(await read('&source=nothing-such')).toMatchObject({ hits: [], sources: [{ n: 3 }], instead: null })
  })

  test('pages follow each other without a gap, to the tenth', async ({ db }) => {
    const { ask } = await searchApp(db)
    const laid = []
    for (let n = 0; n < 45; n++) laid.push(await layFindable(db, { title: `待遇扶養清查第${n}項` }))
    const pages = []
    for (const page of [1, 2, 3, 4]) {
      const { body } = await ask(asked('待遇扶養清查', `&page=${page}`))
      pages.push(numbersOf(body.hits))
      expect(body.sources).toMatchObject([{ n: 45 }])
    }
    expect(pages.map(({ length }) => length)).toEqual([20, 20, 5, 0])
    expect(pages.flat().toSorted()).toEqual(laid.map(({ number }) => number).toSorted())
    expect((await ask(asked('待遇扶養清查', '&page=11'))).status).toBe(400)
    expect((await ask(typed('待遇扶養'))).body).toHaveLength(8)
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

  test('one character is enough', async ({ db }) => {
    const { ask } = await searchApp(db)
    const { number } = await layFindable(db, { title: '撫卹金', body: '依規定辦理' })
    expect(numbersOf((await ask(asked('卹'))).body.hits)).toContain(number)
    expect(numbersOf((await ask(typed('恤'))).body)).toContain(number)
  })

  test('visitors, staff and a vendor each find theirs, and a number tells nobody more', async ({ db }) => {
    const { ask } = await searchApp(db)
    const open = await layFindable(db, { title: '退撫基金提撥' })
    const inside = await layFindable(db, { title: '退撫基金提撥內部作業', visibility: 'internal' })
    const staff = await aReader(db, { permissions: ['knowledge:read-internal'] })
    expect(numbersOf((await ask(asked('退撫基金'))).body.hits)).toEqual([open.number])
    const { hits } = (await ask(asked('退撫基金'), { as: staff })).body as Found
    const limits = Object.fromEntries(hits.map(({ number, limitedTo }) => [number, limitedTo]))
    expect(limits).toEqual({ [open.number]: null, [inside.number]: 'internal' })
    const { body } = await ask(asked(inside.number))
    expect(body).toMatchObject({ hits: [], sources: [] })
    expect((await ask(typed(inside.number))).body).toEqual([])
  })

  test('what was taken back is found no more, also while the index has not heard of it', async ({ db }) => {
    const { ask } = await searchApp(db)
    const entry = await layFindable(db, { title: '螺旋軸承' })
    await takeBack(db, entry)
    expect(numbersOf((await ask(asked('螺旋軸承'))).body.hits)).not.toContain(entry.number)
    expect(numbersOf((await ask(typed('螺旋軸承'))).body)).not.toContain(entry.number)
  })

  test('while the engine is away another answers, and the page can say so', async ({ db }) => {
    const { ask, away } = await searchApp(db)
    const { number } = await layFindable(db, { title: '終身學習時數' })
    expect((await ask(asked('終身學習時數'))).body.isFallback).toBe(false)
    away(true)
    const { body } = await ask(asked('終身學習時數'))
    expect(body.isFallback).toBe(true)
    expect(numbersOf(body.hits)).toEqual([number])
    expect(numbersOf((await ask(typed('終身學習'))).body)).toEqual([number])
  })
})

testAlone(
  'blanks and syllables that are still being typed find nothing, and are no question',
  async ({ db }) => {
    const { ask } = await searchApp(db)
    const { number } = await layFindable(db, { title: '差勤規定' })
    for (const text of ['', ' \n\u3000', 'ㄎㄠˇ', '？！', '😀']) {
      const { status, body } = await ask(asked(text))
      expect([text, status]).toEqual([text, 200])
      expect(body).toMatchObject({ hits: [], sources: [], instead: { words: [] } })
      expect(body.instead.mostRead).toEqual([{ href: `/qa/${number}`, title: '差勤規定' }])
      expect((await ask(typed(text))).body).toEqual([])
    }
    expect(await db.selectFrom('searchesNotFound').selectAll().execute()).toEqual([])
  },
)

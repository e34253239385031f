import { describe, expect, test } from 'vitest'
import { renderPage as render } from './render-page.ts'

const hit = {
  source: 'qa',
  key: 'qa-1',
  number: 'Q000948',
  href: '/qa/Q000948',
  title: '補休怎麼申請？',
  titleRanges: [[0, 2]],
  excerpt: '在差勤系統按「補休」',
  excerptRanges: [[7, 9]],
  kind: '差勤',
  systems: [{ id: 7, shortName: 'WebITR' }],
  at: '2026-11-01T02:00:00.000Z',
  limitedTo: 'internal',
}
const found = {
  hits: [hit],
  sources: [
    { value: 'qa', label: '問答', n: 41 },
    { value: 'cases', label: '我的案件', n: 1 },
  ],
  systems: [
    { value: '7', label: 'WebITR', n: 40 },
    { value: '9', label: '考績', n: 3 },
  ],
  kinds: [{ value: '差勤', label: '差勤', n: 42 }],
  years: [{ value: '2026', label: '115 年', n: 42 }],
  isMore: false,
  isFallback: false,
  instead: null,
}
const nothing = {
  ...found,
  hits: [],
  sources: [],
  systems: [],
  kinds: [],
  years: [],
  instead: { words: ['補假'], mostRead: [{ href: '/qa/Q000007', title: '加班怎麼申請？' }] },
}
const search = (query: string, reply: unknown, more = {}) =>
  render(`/search?${query}`, { 'GET /search': reply }, more)
const linksIn = (html: string) =>
  [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) =>
    decodeURIComponent(href.replaceAll('&amp;', '&')),
  )

describe('the page of a search', () => {
  test('marks what was found, and says where it belongs', async () => {
    const { status, html } = await search('text=補休', found)
    expect(status).toBe(200)
    expect(html).toMatch(/<a href="\/qa\/Q000948"><mark class="found">補休<\/mark>怎麼申請？<\/a>/)
    expect(html).toContain('在差勤系統按「<mark class="found">補休</mark>」')
    for (const fact of ['Q000948', 'WebITR', '差勤', '115.11.01', '僅限內部', '找到 42 筆'])
      expect(html).toContain(fact)
    expect(html).toContain('<meta name="robots" content="noindex">')
  })

  test('is narrowed by links, and what is chosen is taken back by one', async () => {
    const { html } = await search('text=補休&system=7&page=2', found)
    const links = linksIn(html)
    expect(links).toContain('/search?text=補休&source=cases&system=7')
    expect(links).toContain('/search?text=補休&system=9')
    expect(links).toContain('/search?text=補休&system=7&year=2026')
    expect(links).toContain('/search?text=補休')
    expect(html).toContain('取消「WebITR」')
    expect(html).toContain('第 2 頁')
    expect(links).toContain('/search?text=補休&system=7&page=3')
  })

  test('says "at least" when there may be more, and that another engine answers', async () => {
    const { html } = await search('text=補休', { ...found, isMore: true, isFallback: true })
    expect(html).toContain('至少 42 筆')
    expect(html).toContain('目前由備援搜尋提供結果')
    const usual = (await search('text=補休', found)).html
    expect(usual).not.toMatch(/至少|備援/)
  })

  test('that found nothing leads on: other words, what others read, and a case with the words', async () => {
    const { html } = await search('text=補休 送不出去', nothing)
    const links = linksIn(html)
    expect(html).toContain('找不到「補休 送不出去」')
    expect(html).toContain('已記下這次沒找到的詞')
    expect(links).toContain('/search?text=補假')
    expect(links).toContain('/qa/Q000007')
    expect(links).toContain('/cases/new?q=補休+送不出去')
  })

  test('that found nothing under its filters says so, and leads to everything', async () => {
    const { html } = await search('text=補休&system=7&year=2020', { ...found, hits: [] })
    expect(html).toContain('這個範圍找不到「補休」')
    expect(html).not.toContain('已記下')
    expect(linksIn(html)).toContain('/search?text=補休')
    expect(linksIn(html)).toContain('/cases/new?q=補休&system=7')
  })

  test('without words asks nothing of the server', async () => {
    const { status, html } = await render('/search?text=　', {})
    expect(status).toBe(200)
    expect(html).toContain('一個字也可以')
  })

  test('that the server refuses keeps the words, with a sentence', async () => {
    const api = async () => {
      throw { status: 429, code: 'too-many', sentence: '請稍候再試。' }
    }
    const { status, html } = await render('/search?text=補休', {}, { api: api as never })
    expect(status).toBe(429)
    expect(html).toContain('請稍候再試。')
    expect(html).toMatch(/<input[^>]*name="text"[^>]*value="補休"/)
  })

  test('shows words as words, whatever they are', async () => {
    const { html } = await search(`text=${encodeURIComponent('"><script>alert(1)</script>')}`, {
      ...nothing,
      instead: { words: ['<b>x</b>'], mostRead: [] },
    })
    expect(html).not.toMatch(/<script>alert|<b>x/)
  })

  test('stands in an English page, too', async () => {
    const { html } = await render('/en/search?text=leave', { 'GET /search': found }, { language: 'en' })
    expect(html).toContain('42 results')
    expect(linksIn(html)).toContain('/en/search?text=leave&system=7')
    expect(linksIn(html)).toContain('/en/qa/Q000948')
  })
})

describe('the search box', () => {
  const boxes = (html: string) => html.match(/<form action="\/search"/g)?.length ?? 0

  test('is one form of the browser on every page, and Alt S leads to it', async () => {
    for (const [path, replies] of [
      ['/', {}],
      ['/search', {}],
      ['/track', {}],
      ['/nowhere', {}],
      ['/qa', { 'GET /knowledge-overview': { n: 0, systems: [], domains: [], tags: [] } }],
    ] as const) {
      const { html } = await render(path, { 'GET /knowledge': { entries: [], next: null }, ...replies })
      expect([path, boxes(html), html.match(/accessKey="s"|accesskey="s"/g)?.length]).toEqual([path, 1, 1])
    }
  })

  test('searches on within the system whose list one reads', async () => {
    const { html } = await render('/qa?system=7', {
      'GET /knowledge-overview': { n: 0, systems: [], domains: [], tags: [] },
      'GET /knowledge': { entries: [], next: null },
    })
    const form = html.slice(html.indexOf('action="/search"')).split('</form>')[0]
    expect(form).toContain('<input type="hidden" name="system" value="7"/>')
  })
})

import { describe, expect, test } from 'vitest'
import { renderPage as render } from './render-page.ts'

const row = {
  number: 'Q000948',
  title: '補休怎麼申請？',
  shortAnswer: '在差勤系統按「補休」，選加班單後送出。',
  domain: '差勤',
  systems: [{ id: 7, code: 'WEBITR', shortName: 'WebITR' }],
  tags: ['補休'],
  visibility: 'public',
  liveAt: '2026-11-01T02:00:00.000Z',
  views: 12,
  isOverdue: false,
}
const entry = {
  ...row,
  versionId: '0197a3b2-0000-7000-8000-000000000001',
  n: 3,
  bodyHtml: '<ol><li>開啟差勤系統</li></ol>',
  expertHtml: '',
  isExpert: false,
  appliesTo: '3.2 以上',
  effectiveFrom: null,
  effectiveUntil: null,
  variants: [
    { label: '教育部', isOwn: true, bodyHtml: '<p>教育部的作法</p>' },
    { label: '財政部', isOwn: false, bodyHtml: '<p>財政部的作法</p>' },
  ],
  files: [],
  reviewOn: '2026-11-01',
  ownerName: null,
  updatedAt: '2026-11-01T02:00:00.000Z',
  solved: 4,
  unsolved: 1,
  related: [{ number: 'Q000007', title: '加班怎麼申請？' }],
  answered: [],
}
const overview = {
  n: 3,
  systems: [{ id: 7, shortName: 'WebITR', name: '差勤電子表單系統', domain: '差勤', n: 3 }],
  domains: [{ domain: '差勤', n: 3 }],
  tags: [{ tag: '補休', n: 2 }],
}
const READ = 'GET /knowledge/:number'
const list = { 'GET /knowledge-overview': overview, 'GET /knowledge': { entries: [row], next: 'abc' } }

describe('an entry of Q&A', () => {
  test('gives the short answer first, then what is for the own agency, then the steps', async () => {
    const { status, html } = await render('/qa/Q000948', { [READ]: entry })
    expect(status).toBe(200)
    const places = ['按「補休」', '教育部的作法', '開啟差勤系統', '財政部的作法'].map((words) =>
      html.lastIndexOf(words),
    )
    expect(places.every((place) => place > 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(html).toContain('href="/qa/Q000007"')
  })

  test('names its one address, and tells search engines what it is about', async () => {
    const { html } = await render('/qa/Q000948?form=plain', { [READ]: entry })
    expect(html).toContain('<link rel="canonical" href="/qa/Q000948">')
    expect(html).toContain('<meta name="description" content="在差勤系統按')
    expect(html).not.toContain('noindex')
    const inside = await render('/qa/Q000948', { [READ]: { ...entry, visibility: 'internal' } })
    expect(inside.html).toContain('noindex')
  })

  test('asks by a form of the browser whether it helped, and leads on to a case with what was read', async () => {
    const { html } = await render('/qa/Q000948', { [READ]: entry })
    expect(html).toMatch(/<form [^>]*action="\/qa\/Q000948\/feedback" method="post"/)
    expect(html.match(/type="radio" name="solved"/g)).toHaveLength(2)
    const href = /href="(\/cases\/new\?[^"]+)"/.exec(html.slice(html.indexOf('id="feedback"')))?.[1] ?? ''
    const query = new URL(href.replaceAll('&amp;', '&'), 'http://x').searchParams
    expect(query.get('system')).toBe('7')
    expect(query.get('q')).toContain('Q000948「補休怎麼申請？」')
    const filing = await render(href.replaceAll('&amp;', '&'), {})
    expect(filing.html).toContain('我看過 Q000948')
  })

  test('warns of what nobody has looked at in time, and of what was meant for a time that is over', async () => {
    const { html } = await render('/qa/Q000948', {
      [READ]: { ...entry, isOverdue: true, effectiveUntil: '2026-11-22' },
    })
    expect(html).toContain('已超過檢視日期（115.11.01）')
    expect(html).toContain('已於 115.11.22 結束')
    expect((await render('/qa/Q000948', { [READ]: entry })).html).not.toContain('已超過檢視日期')
  })

  test('has a short form for experts, changed by a link', async () => {
    const both = { [READ]: { ...entry, expertHtml: '<p>直接改設定檔</p>' } }
    const plain = await render('/qa/Q000948', both)
    expect(plain.html).toContain('開啟差勤系統')
    expect(plain.html).not.toContain('直接改設定檔')
    expect(plain.html).toContain('href="/qa/Q000948?form=expert"')
    expect((await render('/qa/Q000948?form=expert', both)).html).toContain('直接改設定檔')
    const expert = { [READ]: { ...entry, expertHtml: '<p>直接改設定檔</p>', isExpert: true } }
    expect((await render('/qa/Q000948', expert)).html).toContain('直接改設定檔')
    expect((await render('/qa/Q000948?form=plain', expert)).html).toContain('開啟差勤系統')
  })

  test('that was taken back answers 410 and leads to what replaced it', async () => {
    const gone = (successor: object | null) =>
      render(
        '/qa/Q000948',
        {},
        {
          api: (async () => {
            throw { status: 410, code: 'knowledge-withdrawn', detail: { successor } }
          }) as never,
        },
      )
    const replaced = await gone({ number: 'Q001000', title: '新的作法' })
    expect(replaced.status).toBe(410)
    expect(replaced.html).toContain('href="/qa/Q001000"')
    expect((await gone(null)).html).toContain('請從問答清單重新找起')
  })

  test('stands in an English page, too', async () => {
    const { html } = await render('/en/qa/Q000948', { [READ]: entry }, { language: 'en' })
    expect(html).toContain('Did this solve it?')
    expect(html).toContain('href="/en/qa/Q000007"')
  })
})

describe('the list of Q&A', () => {
  test('is paged and filtered by links and forms', async () => {
    const { html } = await render('/qa?system=7&tab=most-read', list)
    expect(html).toContain('href="/qa/Q000948"')
    expect(html).toContain('href="/qa?tab=most-read&amp;system=7&amp;after=abc"')
    expect(html).toMatch(/<option value="7" selected="">WebITR（3）/)
    expect(html).toContain('href="/qa/feed.rss?system=7"')
    expect(html).toContain('<link rel="alternate" type="application/atom+xml"')
  })

  test('shows every system that has entries', async () => {
    const { html } = await render('/qa?tab=systems', list)
    expect(html).toContain('href="/qa?system=7"')
    expect(html).toContain('href="/qa?tag=%E8%A3%9C%E4%BC%91"')
  })

  test('says which nothing it is', async () => {
    const none = { ...list, 'GET /knowledge': { entries: [], next: null } }
    expect((await render('/qa', none)).html).toContain('還沒有您可以看的問答')
    expect((await render('/qa?system=7', none)).html).toContain('這個範圍沒有問答')
  })
})

test('the list for other sites stands alone, and opens entries in a window of their own', async () => {
  const { html } = await render('/widget/qa?system=7', {
    'GET /public/knowledge': { entries: [row], next: null },
  })
  expect(html).toMatch(/href="\/qa\/Q000948" target="_blank"/)
  expect(html).not.toContain('portal-masthead')
})

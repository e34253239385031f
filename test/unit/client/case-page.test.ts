import { describe, expect, test } from 'vitest'
import { renderPage as render } from './render-page.ts'

const shown = {
  id: 'c1',
  number: '115-000731',
  title: '考績清冊匯出後姓名變成問號',
  status: 'answered',
  waitingFor: null,
  channel: 'web',
  systemName: 'WebHR',
  handlingUnit: '南投 一線客服',
  openedAt: '2026-11-21T02:04:00Z',
  responseDueAt: '2026-11-23T01:30:00Z',
  dueAt: '2026-11-24T07:30:00Z',
  updatedAt: '2026-11-23T00:40:00Z',
  answeredAt: '2026-11-23T00:40:00Z',
  closedAt: null,
  version: 4,
  actions: ['add-information', 'withdraw', 'verify'],
  surveyToken: 'token-of-the-survey',
  entries: [
    {
      id: 'e1',
      kind: 'message-out',
      at: '2026-11-23T00:40:00Z',
      text: '請改用 <b>UTF-8</b>',
      state: null,
      waitingFor: null,
      files: [{ id: 'f1', name: '王𡍼.ods', size: 2048, mediaType: null, href: '/api/files/f1/content?t=x' }],
    },
  ],
}

describe('a case', () => {
  test('is shown with what was said, as text, and with its files', async () => {
    const { status, html } = await render('/cases/115-000731', { 'POST /progress/:number': shown })
    expect(status).toBe(200)
    expect(html).toContain('請改用 &lt;b&gt;UTF-8&lt;/b&gt;')
    expect(html).toContain('href="/api/files/f1/content?t=x"')
    expect(html).toContain('href="/surveys/token-of-the-survey"')
  })

  test('offers what may be done with it, and nothing else', async () => {
    const { html } = await render('/cases/115-000731', {
      'POST /progress/:number': shown,
      'POST /progress/:number/knowledge': [{ number: 'Q000948', title: '清冊匯出後是問號' }],
    })
    expect(html).toContain('<a href="/qa/Q000948">清冊匯出後是問號</a>')
    const actions = [...html.matchAll(/action="\/cases\/115-000731\/(\w+)"/g)].map(([, verb]) => verb)
    expect(actions.sort()).toEqual(['messages', 'verification', 'withdrawal'])
  })

  test('that nobody has shown to be theirs asks for the code, whether there is one or not', async () => {
    const { status, html } = await render('/cases/115-000731', {})
    expect(status).toBe(200)
    expect(html).toMatch(/<input type="hidden" name="number" value="115-000731"/)
    expect(html).toContain('name="code"')
    expect(html).not.toContain(shown.title)
  })

  test('just filed shows number and code to keep', async () => {
    const { html } = await render(
      '/cases/115-000731?done=filed',
      { 'POST /progress/:number': { ...shown, status: 'received' } },
      { codes: { '115-000731': '7K2M-9XQ4' } },
    )
    expect(html).toContain('已完成掛號')
    expect(html).toContain('7K2M-9XQ4')
    expect(html).toContain('115.11.23（一）09:30')
    expect(html).not.toContain('/withdrawal"')
  })

  test('a refused message stays in its own form', async () => {
    const { html } = await render(
      '/cases/115-000731',
      { 'POST /progress/:number': shown },
      {
        form: {
          path: '/cases/:number/messages',
          values: { text: '　' },
          errors: { text: '這一欄還沒填，請補上再送出。' },
        },
      },
    )
    expect(html).toContain('補充說明是空的')
    expect(html).toMatch(/<details[^>]*open=""[^>]*><summary>補充資料/)
    expect(html).not.toMatch(/<details[^>]*open=""[^>]*><summary>撤回案件/)
  })
})

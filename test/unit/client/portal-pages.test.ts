import { describe, expect, test } from 'vitest'
import { renderPage as render } from './render-page.ts'

describe('the other pages', () => {
  test('my cases send whoever is not signed in to the sign-in page and back', async () => {
    const { status, headers } = await render('/cases?after=x', {})
    expect(status).toBe(303)
    expect(headers['location']).toBe('/login?next=%2Fcases%3Fafter%3Dx')
  })

  test('a survey that is over says so with its status', async () => {
    const { status, html } = await render('/surveys/no-such-token', {})
    expect(status).toBe(410)
    expect(html).toContain('這份調查已經結束')
  })

  test('a survey is five radio buttons with words', async () => {
    const { html } = await render('/surveys/token-of-the-survey', {
      'GET /surveys/:token': { caseNumber: '115-000731', title: 'x', answered: false, score: null },
    })
    expect(html.match(/type="radio"[^>]*name="score"/g)).toHaveLength(5)
    for (const word of ['非常滿意', '滿意', '普通', '不滿意', '非常不滿意']) expect(html).toContain(word)
  })

  test('an answered survey is not asked again', async () => {
    const { html } = await render('/surveys/token-of-the-survey', {
      'GET /surveys/:token': { caseNumber: '115-000731', title: 'x', answered: true, score: 2 },
    })
    expect(html).toContain('不滿意')
    expect(html).not.toContain('name="score"')
  })

  test('a sign-in that was refused keeps the login, never the password, and says how long to wait', async () => {
    const { html } = await render(
      '/login',
      { 'GET /demonstration-accounts': [] },
      {
        form: {
          path: '/login',
          values: { login: 'user1', next: '/cases' },
          errors: {},
          problem: '登入失敗次數過多，已暫停登入。',
          retryAfterSeconds: 90,
        },
      },
    )
    expect(html).toMatch(/name="login"[^>]*value="user1"|value="user1"[^>]*name="login"/)
    expect(html).toMatch(/name="next" value="\/cases"/)
    expect(html).toContain('約 2 分鐘')
  })

  test('the accounts of the demonstration can be read without JavaScript', async () => {
    const { html } = await render('/login', {
      'GET /demonstration-accounts': [
        { login: 'user1', name: '朱曉嵐', roles: ['user'], password: 'yi-chuang-2026' },
      ],
    })
    expect(html).toContain('yi-chuang-2026')
    expect(html).toContain('朱曉嵐')
  })

  test('the commitment shows the targets that the service goes by', async () => {
    const { html } = await render('/service-commitment', {})
    expect(html).toContain('1 小時內')
    expect(html).toContain('16 小時內')
  })
})

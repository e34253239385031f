import { expect, test } from 'vitest'
import { jsonInHtml } from '../../../client/document/document.ts'
import { matchPage } from '../../../client/portal-pages.ts'
import {
  choosePreferences,
  type PortalRequest,
  renderDesk,
  renderPortal,
} from '../../../client/portal-server.tsx'

const nonces = { script: 's', style: 'c' }
const nobody = async () => {
  throw { status: 503, code: 'temporarily-unavailable' }
}

async function render(url: string, more: Partial<PortalRequest> = {}) {
  const reported: unknown[] = []
  const { body, ...reply } = await renderPortal(
    {
      url,
      language: url.startsWith('/en') ? 'en' : 'zh-TW',
      session: null,
      api: nobody as PortalRequest['api'],
      nonces,
      now: new Date('2026-11-21T02:04:00Z'),
      ...more,
    },
    (error) => reported.push(error),
  )
  return { ...reply, reported, html: body ? await new Response(body).text() : '' }
}

test('a page is complete without JavaScript: language, title, one heading', async () => {
  const { status, html } = await render('/privacy')
  expect(status).toBe(200)
  expect(html).toContain('<html lang="zh-Hant-TW">')
  expect(html).toContain('<title>隱私權與資料保護｜人事系統服務台</title>')
  expect(html.match(/<h1/g)).toHaveLength(1)
})

test('English pages live under /en and link to their Chinese twin', async () => {
  const { html } = await render('/en/privacy')
  expect(html).toContain('<html lang="en">')
  expect(html).toMatch(/<a href="\/privacy" lang="zh-Hant-TW"/)
})

test('the home page opens even when nothing behind it answers', async () => {
  const { status, html } = await render('/')
  expect(status).toBe(200)
  expect(html).toContain('目前無法取得服務狀況')
})

test('an unknown address is a page that says so', async () => {
  const { status, html, reported } = await render('/no/such/page')
  expect(status).toBe(404)
  expect(html).toContain('找不到這一頁')
  expect(reported).toEqual([])
})

test('a failure is shown with the code to read out on the telephone', async () => {
  const { status, html } = await render('/', {
    failure: { status: 500, code: 'internal', reference: 'E-7F3A' },
  })
  expect(status).toBe(500)
  expect(html).toContain('E-7F3A')
})

test('a bug behind a page is reported once and shown as a page that gives nothing away', async () => {
  const bug = new Error('select * from secrets')
  const api = (() => {
    throw bug
  }) as PortalRequest['api']
  const { status, reported, html } = await render('/', { api })
  expect(status).toBe(500)
  expect(reported).toEqual([bug])
  expect(html).toContain('這一頁暫時打不開')
  expect(html).not.toContain('secrets')
})

test('a bug in drawing a page is reported once too', async () => {
  const { status, reported } = await render('/', {
    api: (async () => ({ open: true, agentsReady: Symbol('no words for it') })) as never,
  })
  expect(status).toBe(500)
  expect(reported).toHaveLength(1)
})

test('the theme and the text size of the cookies are in the first byte, and nothing else from them', async () => {
  const { html } = await render('/privacy', { cookies: { theme: 'dark', textSize: '"><script>' } })
  expect(html).toContain('data-theme="dark"')
  expect(html).not.toContain('data-text-size')
})

test('what people type cannot end the script that carries the page data', () => {
  const said = { data: '</script><script>alert(1)</script>', line: '\u2028' }
  const json = jsonInHtml(said)
  expect(json).not.toMatch(/[<>\u2028]/)
  expect(JSON.parse(json)).toEqual(said)
})

test('the desk is an empty page in the chosen language', () => {
  const html = renderDesk({ language: 'en', cookies: { theme: 'light' }, nonces })
  expect(html).toContain('<html lang="en" data-density="desk" data-theme="light">')
})

test('a choice of display is kept and leads back to a page of ours only', () => {
  expect(choosePreferences({ theme: 'dark', back: '/track?number=1' })).toEqual({
    cookies: { theme: 'dark' },
    location: '/track?number=1',
  })
  expect(choosePreferences({ textSize: 'huge', back: '//elsewhere.example' })).toEqual({
    cookies: { textSize: 'm' },
    location: '/',
  })
})

test('names in a path are read, encoded or not', () => {
  expect(matchPage('/sitemap')?.params).toEqual({})
  expect(matchPage('/sitemap/more')).toBeUndefined()
})

import { describe, expect, test } from 'vitest'
import { type PortalRequest, renderPortal } from '../../../client/portal-server.tsx'

const NOW = new Date('2026-11-23T01:00:00Z')
const rules = { maxBytesPerFile: 50_000_000, maxBytesTotal: 100_000_000, maxFiles: 10, types: [] }
const systems = [
  {
    id: 7,
    code: 'WEBITR',
    name: '差勤電子表單系統',
    shortName: 'WebITR',
    oldNames: ['線上差勤'],
    domain: '差勤',
  },
  { id: 9, code: 'KPI', name: '考績系統', shortName: '考績', oldNames: [], domain: '考績' },
]
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

/** Answers by endpoint; what is not told is refused as if it were somebody else's. */
function render(url: string, replies: Record<string, unknown>, more: Partial<PortalRequest> = {}) {
  const known: Record<string, unknown> = {
    'GET /systems': systems,
    'GET /attachment-rules': rules,
    'GET /service-targets': [{ priority: 3, firstResponseMinutes: 60, resolutionMinutes: 960 }],
    ...replies,
  }
  const api = async (key: string) => {
    if (key in known) return known[key]
    throw { status: 404, code: 'case-not-found' }
  }
  return renderPortal(
    {
      url,
      language: 'zh-TW',
      session: null,
      api: api as PortalRequest['api'],
      nonces: { script: 's', style: 'c' },
      now: NOW,
      ...more,
    },
    (error) => {
      throw error
    },
  ).then(async ({ body, ...reply }) => ({
    ...reply,
    // Only what stands on the page: the data for hydration comes after it.
    html: body ? (await new Response(body).text()).split('<script type="application/json"')[0]! : '',
  }))
}

describe('filing a case without JavaScript', () => {
  test('systems are grouped by domain, files can be given, words from the home page are taken along', async () => {
    const { html } = await render('/cases/new?q=%E8%A3%9C%E4%BC%91%20%3Cb%3E', {})
    expect(html).toContain('<optgroup label="差勤">')
    const form = /<form[^>]*class="case-form"[^>]*>/.exec(html)?.[0]
    for (const attribute of ['action="/cases/new"', 'method="post"', 'encType="multipart/form-data"'])
      expect(form).toContain(attribute)
    expect(html).toMatch(/<input[^>]*type="file"[^>]*name="files"/)
    expect(html).toContain('補休 &lt;b&gt;</textarea>')
  })

  test('a refused form keeps every word and says beside each field what is wrong', async () => {
    const { html } = await render(
      '/cases/new',
      {},
      {
        form: {
          path: '/cases/new',
          values: {
            systemId: '9',
            description: '王𡍼的姓名變成 ?',
            email: 'not an address',
            occurredOn: '1150229',
            fileIds: 'f1',
            fileNames: 'f1 15 清冊.ods',
            key: 'key-of-this-case',
          },
          errors: { files: 'x.exe：這類檔案一律不收。' },
        },
      },
    )
    expect(html).toContain('王𡍼的姓名變成 ?</textarea>')
    expect(html).toMatch(/<option value="9" selected/)
    expect(html).toMatch(/value="1150229"/)
    expect(html).toMatch(/name="key"[^>]*value="key-of-this-case"/)
    expect(html).toMatch(/<input[^>]*type="checkbox"[^>]*name="fileIds"[^>]*value="f1"/)
    expect(html).toContain('有 3 個地方需要修正')
    for (const id of ['case-email', 'case-occurredOn', 'case-files']) expect(html).toContain(`href="#${id}"`)
    expect(html.match(/aria-invalid="true"/g)!.length).toBeGreaterThanOrEqual(3)
  })

  test('each visit is a case of its own', async () => {
    const keyOf = async () =>
      /name="key"[^>]*value="([^"]+)"/.exec((await render('/cases/new', {})).html)?.[1]
    const [one, other] = [await keyOf(), await keyOf()]
    expect(one).toMatch(/^[0-9a-f-]{36}$/)
    expect(other).not.toBe(one)
  })
})

describe('a case', () => {
  test('is shown with what was said, as text, and with its files', async () => {
    const { status, html } = await render('/cases/115-000731', { 'POST /progress/:number': shown })
    expect(status).toBe(200)
    expect(html).toContain('請改用 &lt;b&gt;UTF-8&lt;/b&gt;')
    expect(html).toContain('href="/api/files/f1/content?t=x"')
    expect(html).toContain('href="/surveys/token-of-the-survey"')
  })

  test('offers what may be done with it, and nothing else', async () => {
    const { html } = await render('/cases/115-000731', { 'POST /progress/:number': shown })
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

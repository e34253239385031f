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
/** Answers by endpoint; what is not told is refused as if it were somebody else's. */
export function renderPage(url: string, replies: Record<string, unknown>, more: Partial<PortalRequest> = {}) {
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

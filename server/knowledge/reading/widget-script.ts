import type { FastifyPluginAsync } from 'fastify'
import type { Db } from '../../platform/database/database.ts'
import { readSetting } from '../../platform/settings.ts'

/**
 * What another site puts into its page: `<script src="https://…/widget/qa.js" data-system="7" async></script>`. A frame
 * comes where the script stands, as high as what is in it; the frame runs nothing in that site's name.
 * `data-tag`, `data-lang="en"` and `data-title` are known too.
 */
const SCRIPT = `(() => {
  const script = document.currentScript
  if (!script) return
  const home = new URL(script.src).origin
  const query = new URLSearchParams()
  for (const name of ['system', 'tag']) if (script.dataset[name]) query.set(name, script.dataset[name])
  const frame = document.createElement('iframe')
  frame.src = home + (script.dataset.lang === 'en' ? '/en' : '') + '/widget/qa' + (query.size ? '?' + query : '')
  frame.title = script.dataset.title || 'Q&A'
  frame.loading = 'lazy'
  frame.style.cssText = 'width:100%;height:24rem;border:0'
  script.after(frame)
  addEventListener('message', ({ source, origin, data }) => {
    if (source !== frame.contentWindow || origin !== home || !data || data.onewindow !== 'qa') return
    if (data.height > 0 && data.height < 20000) frame.style.height = Math.ceil(data.height) + 'px'
  })
})()
`

/** `GET /widget/qa.js`. */
export const widgetScriptRoutes: FastifyPluginAsync = async (app) => {
  app.get('/widget/qa.js', { schema: { hide: true }, config: { may: 'anyone' } }, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .headers({
        'cache-control': 'public, max-age=3600',
        'cross-origin-resource-policy': 'cross-origin',
        'access-control-allow-origin': '*',
        'x-content-type-options': 'nosniff',
      })
      .send(SCRIPT),
  )
}

const ORIGIN = /^https?:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/i
const MOST_ORIGINS = 200

/**
 * Which sites may show the widget in a frame, as `frame-ancestors` of CSP says it: our own, and those of the setting
 * `knowledge.widget-origins` (a list such as `["https://webhr.example.gov.tw"]`); what is no origin is left out.
 */
export async function frameAncestors(db: Db): Promise<string> {
  const set = await readSetting(db, 'knowledge.widget-origins')
  const origins = Array.isArray(set)
    ? set.filter((one): one is string => typeof one === 'string' && ORIGIN.test(one))
    : []
  return ["'self'", ...origins.slice(0, MOST_ORIGINS)].join(' ')
}

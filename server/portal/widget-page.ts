import type { FastifyInstance } from 'fastify'
import { frameAncestors } from '../knowledge/reading/widget-script.ts'
import type { Deps } from '../platform/deps.ts'
import { askApi, languageOfPath, renderPage } from './pages.ts'
import type { Renderer } from './renderer.ts'

/**
 * `/widget/qa?system=…`: what other sites show in a frame. Public entries only, whoever looks; in frames of our own
 * pages, and of the sites in the setting `knowledge.widget-origins`.
 */
export function widgetPages(app: FastifyInstance, deps: Deps, renderer: Renderer) {
  const options = { onRequest: app.permit('anyone'), schema: { hide: true } }
  for (const prefix of ['', '/en'])
    app.get(`${prefix}/widget/qa`, options, async (request, reply) => {
      const { url } = request
      const page = await renderPage(renderer, request, {
        url,
        now: deps.now(),
        call: askApi(app, request, languageOfPath(url)),
        nonces: reply.cspNonce,
        isVisitor: true,
      })
      const ancestors = await frameAncestors(deps.db)
      const policy = String(reply.getHeader('content-security-policy') ?? '')
      reply.removeHeader('x-frame-options')
      return reply
        .code(page.status)
        .headers({
          ...page.headers,
          'cache-control': 'no-store',
          'content-security-policy': policy.replace(/frame-ancestors [^;]*/, `frame-ancestors ${ancestors}`),
        })
        .send(page.body ?? '')
    })
}

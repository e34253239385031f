import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import fileServer from '@fastify/static'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { ATTACHMENT_RULES } from '../files/attachment-rules.ts'
import type { Deps } from '../platform/deps.ts'
import { answerProblem, problemOf } from '../platform/http/problem.ts'
import { Refusal } from '../platform/refusal.ts'
import { fillInCodes } from './codes.ts'
import { entryPages } from './entry-pages.ts'
import { forms } from './forms.ts'
import { locationOf } from './location.ts'
import { languageOfPath, sendPage } from './pages.ts'
import { PROTECTION } from './protection.ts'
import { BROWSER_FILES, loadRenderer, type Renderer } from './renderer.ts'
import { takeForm } from './take-form.ts'
import { widgetPages } from './widget-page.ts'

/** Beyond what may be attached, so that our own rules refuse first, in their own words. */
const FORM_LIMITS = { fileSize: ATTACHMENT_RULES.maxBytesPerFile + 1, files: 30, fields: 100 }
const YEAR_SECONDS = 365 * 24 * 3600

/** The pages: portal rendered here, desk rendered by the browser, forms that need no script, built files. */
export const portalRoutes =
  (deps: Deps): FastifyPluginAsync =>
  async (app) => {
    const renderer = await loadRenderer()
    await app.register(helmet, PROTECTION)
    await app.register(multipart, { throwFileSizeLimit: false, limits: FORM_LIMITS })
    await app.register(fileServer, {
      root: BROWSER_FILES,
      index: false,
      maxAge: YEAR_SECONDS * 1000,
      immutable: true,
      wildcard: false,
    })
    const page = { onRequest: app.permit('anyone'), schema: { hide: true } }

    app.setErrorHandler((error, request, reply) => {
      if (request.url.startsWith('/api/')) return answerProblem(error, request, reply)
      const language = languageOfPath(request.url)
      const { title: sentence, ...failure } = problemOf(error, request, language)
      return sendPage(app, renderer, request, reply, {
        url: request.url,
        failure: { ...failure, sentence },
        now: deps.now(),
      })
    })

    for (const path of ['/desk', '/desk/*', '/board', '/board/*', '/admin', '/admin/*'])
      for (const prefix of ['', '/en'])
        app.get(prefix + path, page, (request, reply) => sendDesk(renderer, request, reply))

    app.post('/preferences', page, async (request, reply) => {
      const { cookies, location } = renderer.choosePreferences(
        (request.body ?? {}) as Record<string, unknown>,
      )
      for (const [name, value] of Object.entries(cookies))
        void reply.setCookie(name, value, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax' })
      return reply.redirect(locationOf(location), 303)
    })

    for (const form of forms)
      for (const prefix of ['', '/en']) {
        app.post(prefix + form.path, page, (request, reply) =>
          takeForm(app, deps, renderer, form, request, reply),
        )
        // Somebody reloads, or comes back by address, to where a form was posted.
        if (decodeURIComponent(form.page({ number: ':number', token: ':token' })) !== form.path)
          app.get(prefix + form.path, page, (request, reply) =>
            reply.redirect(prefix + form.page(request.params as Record<string, string>), 303),
          )
      }

    entryPages(app, deps, renderer)
    widgetPages(app, deps, renderer)
    app.get('/*', page, (request, reply) => {
      if (request.url.startsWith('/api/')) throw new Refusal('not-found', 'not-found')
      return sendPage(app, renderer, request, reply, { url: request.url, now: deps.now() })
    })
  }

/** Before the API's routes are registered: hooks that concern them. */
export const portalHooks = (app: FastifyInstance) => fillInCodes(app)

function sendDesk(renderer: Renderer, request: FastifyRequest, reply: FastifyReply) {
  const language = languageOfPath(request.url)
  if (!request.actor)
    return reply.redirect(
      `${language === 'en' ? '/en' : ''}/login?next=${encodeURIComponent(request.url)}`,
      303,
    )
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(renderer.renderDesk({ language, cookies: request.cookies, nonces: reply.cspNonce }))
}

import multipart from '@fastify/multipart'
import fileServer from '@fastify/static'
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../platform/deps.ts'
import { sentenceOf } from '../platform/problems.ts'
import { Refusal } from '../platform/refusal.ts'
import { fillInCodes, rememberCode } from './codes.ts'
import { fieldErrors } from './field-sentences.ts'
import { type Fields, readFields } from './form-fields.ts'
import { type Form, forms } from './forms.ts'
import { askApi, languageOfPath, sendPage } from './pages.ts'
import { BROWSER_FILES, loadRenderer, type Renderer } from './renderer.ts'

const MAX_UPLOAD_BYTES = 50 * 1024 * 1024
const YEAR_SECONDS = 365 * 24 * 3600

/** The pages: portal rendered here, desk rendered by the browser, forms that need no script, built files. */
export const portalRoutes =
  (deps: Deps): FastifyPluginAsync =>
  async (app) => {
    const renderer = await loadRenderer()
    await app.register(multipart, { limits: { fileSize: MAX_UPLOAD_BYTES, files: 10, fields: 60 } })
    await app.register(fileServer, {
      root: BROWSER_FILES,
      index: false,
      maxAge: YEAR_SECONDS * 1000,
      immutable: true,
      wildcard: false,
    })
    const page = { onRequest: app.permit('anyone'), schema: { hide: true } }

    for (const path of ['/desk', '/desk/*', '/board', '/board/*', '/admin', '/admin/*'])
      for (const prefix of ['', '/en'])
        app.get(prefix + path, page, (request, reply) => sendDesk(renderer, request, reply))

    app.post('/preferences', page, async (request, reply) => {
      const { cookies, location } = renderer.choosePreferences(
        (request.body ?? {}) as Record<string, unknown>,
      )
      for (const [name, value] of Object.entries(cookies))
        void reply.setCookie(name, value, { path: '/', maxAge: YEAR_SECONDS, sameSite: 'lax' })
      return reply.redirect(location, 303)
    })

    for (const form of forms)
      for (const prefix of ['', '/en'])
        app.post(prefix + form.path, page, (request, reply) =>
          takeForm(app, deps, renderer, form, request, reply),
        )

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

async function takeForm(
  app: FastifyInstance,
  deps: Deps,
  renderer: Renderer,
  form: Form,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const language = languageOfPath(request.url)
  const prefix = language === 'en' ? '/en' : ''
  const params = request.params as Record<string, string>
  const again = (status: number, fields: Fields, errors: Record<string, string>, problem?: string) => {
    const { password: _, ...values } = fields
    return sendPage(app, renderer, request, reply, {
      url: prefix + form.page(params),
      form: { values, errors, ...(problem && { problem }) },
      now: deps.now(),
      status,
    })
  }

  let fields: Fields = {}
  try {
    fields = await readFields(deps, request)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return again(error.status, fields, { files: sentenceOf(error.code, language) })
  }
  const { method, url, body, key } = form.command(fields, params)
  const answer = await askApi(
    app,
    request,
    language,
  )(`/api${url}`, {
    method,
    headers: { 'content-type': 'application/json', ...(key && { 'idempotency-key': key }) },
    body: JSON.stringify(body),
  })
  const said = (await answer.json()) as Record<string, unknown>
  if (!answer.ok)
    return again(answer.status, fields, fieldErrors(said['detail'], language), String(said['title']))
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
  const { location, code } = form.done(said, fields, params)
  if (code?.code) rememberCode(request, reply, code.number, code.code)
  return reply.redirect(location.startsWith('/en') ? location : prefix + location, 303)
}

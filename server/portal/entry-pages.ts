import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { entryNumberIn } from '../knowledge/numbers.ts'
import { viewsOf } from '../knowledge/reading/views.ts'
import type { ReadEntry } from '../knowledge/shapes.ts'
import type { Deps } from '../platform/deps.ts'
import { keptPages } from './kept-pages.ts'
import { askApi, languageOfPath, renderPage, sendPage } from './pages.ts'
import type { Renderer } from './renderer.ts'

/**
 * `/qa/:number`, the page that is read most. As somebody sees it who is not signed in it is kept for a while and sent
 * again after one question to the database: whether all that it shows is still there for everybody and says the same.
 */
export function entryPages(app: FastifyInstance, deps: Deps, renderer: Renderer) {
  const kept = keptPages(deps.db)
  const views = viewsOf(deps)
  const options = { onRequest: app.permit('anyone'), schema: { hide: true } }

  async function send(request: FastifyRequest, reply: FastifyReply) {
    const { number: typed } = request.params as { number: string }
    const number = entryNumberIn(typed, { bare: true })
    const language = languageOfPath(request.url)
    // One address for each entry, however its number was typed.
    if (number !== undefined && number !== typed)
      return reply.redirect(
        `${language === 'en' ? '/en' : ''}/qa/${number}${request.url.slice(pathEnd(request.url))}`,
        301,
      )
    const now = deps.now()
    const key = number === undefined ? undefined : keyOf(request)
    if (number === undefined || key === undefined)
      return sendPage(app, renderer, request, reply, { url: request.url, now })

    const known = await kept.find(key, now)
    if (known) {
      views.note(known.entryId)
      return sendHtml(reply, language, known.html(reply.cspNonce))
    }
    let read: ReadEntry | undefined
    const ask = askApi(app, request, language)
    const call: typeof fetch = async (url, init) => {
      const answer = await ask(url, init)
      if (answer.ok && url === `/api/knowledge/${number}`) read = (await answer.clone().json()) as ReadEntry
      return answer
    }
    const { page, html } = await kept.make(key, async () => {
      const page = await renderPage(renderer, request, { url: request.url, now, call, nonces: kept.nonces })
      const body = page.body ? Buffer.from(await new Response(page.body).arrayBuffer()) : Buffer.alloc(0)
      const isKept = page.status === 200 && read
      return { page, html: isKept ? kept.keep(key, body, isKept, now) : kept.withNonces(body) }
    })
    if (page.status === 200) return sendHtml(reply, language, html(reply.cspNonce))
    return reply
      .code(page.status)
      .headers({ ...page.headers, 'cache-control': 'no-store' })
      .send(html(reply.cspNonce))
  }

  for (const prefix of ['', '/en']) {
    app.get(`${prefix}/qa/:number`, options, send)
    // The list; its field for a number leads on to the entry.
    app.get(`${prefix}/qa`, options, (request, reply) => {
      const { number: typed } = request.query as { number?: unknown }
      const number = typeof typed === 'string' ? entryNumberIn(typed, { bare: true }) : undefined
      return number === undefined
        ? sendPage(app, renderer, request, reply, { url: request.url, now: deps.now() })
        : reply.redirect(`${prefix}/qa/${number}`, 303)
    })
  }
}

const sendHtml = (reply: FastifyReply, language: string, html: Buffer) =>
  reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'cache-control': 'no-store',
    })
    .send(html)

const pathEnd = (url: string) => (url.includes('?') ? url.indexOf('?') : url.length)

/** What a page depends on, for somebody who is not signed in; undefined: it is made for this request only. */
function keyOf({ actor, url, cookies }: FastifyRequest): string | undefined {
  if (actor || !/^[^?]*(\?form=(plain|expert))?$/.test(url) || url.length > 60) return undefined
  const { theme = '', textSize = '' } = cookies
  return theme.length + textSize.length > 40 ? undefined : [url, theme, textSize].join(' ')
}

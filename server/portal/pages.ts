import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Session } from '../identity/api.ts'
import type { Language } from '../platform/problems.ts'
import { codesOf } from './codes.ts'
import type { PageFailure, PostedForm, Renderer } from './renderer.ts'

/** English pages live under /en. */
export const languageOfPath = (url: string): Language => (/^\/en(\/|\?|$)/.test(url) ? 'en' : 'zh-TW')

/** Asks our own API as the reader would, in this process: the same checks, the same answers. */
export const askApi =
  (app: FastifyInstance, request: FastifyRequest, language: Language): typeof fetch =>
  async (url, init) => {
    const answer = await app.inject({
      method: (init?.method ?? 'GET') as 'GET',
      url: String(url),
      headers: {
        ...(init?.headers as Record<string, string>),
        'accept-language': language,
        cookie: request.headers.cookie ?? '',
        'user-agent': request.headers['user-agent'] ?? '',
        'x-forwarded-for': request.ip,
        host: request.host,
      },
      remoteAddress: request.ip,
      ...(init?.body != null && { payload: String(init.body) }),
    })
    return new Response(answer.body, {
      status: answer.statusCode,
      headers: Object.entries(answer.headers).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((one): [string, string] => [name, String(one)]),
      ),
    })
  }

type Asked = { url: string; form?: PostedForm; failure?: PageFailure; now: Date }

/** Renders the portal's page behind a URL, or the page about what went wrong, and sends it. */
export async function sendPage(
  app: FastifyInstance,
  renderer: Renderer,
  request: FastifyRequest,
  reply: FastifyReply,
  { status, ...asked }: Asked & { status?: number },
) {
  const call = askApi(app, request, languageOfPath(asked.url))
  const page = await renderPage(renderer, request, { ...asked, call, nonces: reply.cspNonce })
  return reply
    .code(status ?? page.status)
    .headers({ ...page.headers, 'cache-control': 'no-store' })
    .send(page.body ?? '')
}

/** Renders a page as this reader sees it. `isVisitor`: as anybody does who is not signed in. */
export async function renderPage(
  renderer: Renderer,
  request: FastifyRequest,
  {
    url,
    form,
    failure,
    now,
    call,
    nonces,
    isVisitor = request.actor === undefined,
  }: Asked & { call: typeof fetch; nonces: { script: string; style: string }; isVisitor?: boolean },
) {
  const language = languageOfPath(url)
  return renderer.renderPortal(
    {
      url,
      language,
      session: isVisitor ? null : await sessionOf(call),
      api: renderer.createApi(call, language),
      cookies: request.cookies ?? {},
      codes: Object.fromEntries(codesOf(request)),
      ...(form && { form }),
      ...(failure && { failure }),
      nonces,
      now,
    },
    (error) => request.log.error({ err: error }, 'page not rendered'),
  )
}

async function sessionOf(call: typeof fetch): Promise<Session | null> {
  const answer = await call('/api/session')
  return answer.ok ? ((await answer.json()) as Session) : null
}

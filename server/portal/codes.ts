import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const COOKIE = 'onewindow_codes'
const KEPT = 5
const KEPT_SECONDS = 24 * 3600

/** The case codes this browser has shown lately: with them a case stays open without signing in. */
export function codesOf(request: FastifyRequest): Map<string, string> {
  return new Map(new URLSearchParams(request.cookies?.[COOKIE] ?? ''))
}

/** Remembers a case's code for a day, beside the last few others, out of reach of scripts. */
export function rememberCode(request: FastifyRequest, reply: FastifyReply, number: string, code: string) {
  const codes = codesOf(request)
  codes.delete(number)
  codes.set(number, code)
  void reply.setCookie(COOKIE, new URLSearchParams([...codes].slice(-KEPT)).toString(), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: KEPT_SECONDS,
  })
}

/** Lets a progress command that brings no code use the one this browser remembers. */
export function fillInCodes(app: FastifyInstance) {
  app.addHook('preValidation', async (request) => {
    if (!request.routeOptions.url?.startsWith('/api/progress/')) return
    const { number } = request.params as { number: string }
    const code = codesOf(request).get(number)
    const body = (request.body ?? {}) as Record<string, unknown>
    if (code && body['code'] === undefined) request.body = { ...body, code }
  })
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../problems.ts'

export const SESSION_COOKIE = 'onewindow_session'

/** Which language the reader wants: what the browser, or our own page in it, asks for; else zh-TW. */
export function languageOf(request: FastifyRequest): Language {
  const first = (request.headers['accept-language'] ?? '').split(',')[0]?.trim().toLowerCase() ?? ''
  return first.startsWith('en') ? 'en' : 'zh-TW'
}

/** Lax: a link in a mail opens signed in, a form on another site does not act. Secure whenever the visit is. */
export const keepSession = (reply: FastifyReply, token: string, expires: Date) =>
  void reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: reply.request.protocol === 'https',
    expires,
  })

export const endSession = (reply: FastifyReply) => void reply.clearCookie(SESSION_COOKIE, { path: '/' })

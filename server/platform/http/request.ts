import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Language } from '../problems.ts'

export const SESSION_COOKIE = 'onewindow_session'
export const LANGUAGE_COOKIE = 'onewindow_language'

/** Which language the reader wants: their own choice (cookie), else what the browser asks for, else zh-TW. */
export function languageOf(request: FastifyRequest): Language {
  const chosen = request.cookies[LANGUAGE_COOKIE]
  if (chosen === 'en' || chosen === 'zh-TW') return chosen
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

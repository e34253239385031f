import { randomBytes } from 'node:crypto'
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

const VISITOR_COOKIE = 'onewindow_visitor'
const VISITOR_SECONDS = 365 * 24 * 3600

/**
 * What a browser calls itself where nobody is signed in: a random word that it is given when it is first needed, out
 * of reach of scripts. Kept nowhere as it is.
 */
export function visitorOf(request: FastifyRequest, reply: FastifyReply): string {
  const known = request.cookies[VISITOR_COOKIE]
  if (known !== undefined && /^[\w-]{20,60}$/.test(known)) return known
  const visitor = randomBytes(24).toString('base64url')
  void reply.setCookie(VISITOR_COOKIE, visitor, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    maxAge: VISITOR_SECONDS,
  })
  return visitor
}

export const endSession = (reply: FastifyReply) => void reply.clearCookie(SESSION_COOKIE, { path: '/' })

import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Language, type ProblemCode, sentenceOf, sentenceOfRefusal } from '../problems.ts'
import { Refusal } from '../refusal.ts'
import { languageOf } from './request.ts'

type Fault = { instancePath: string; keyword: string; message?: string; params?: Record<string, unknown> }

/** Fastify's own codes that are the caller's doing, and what we call them. */
const CALLERS_FAULT: Record<string, Refusal> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Refusal('unsupported', 'content-type-unsupported'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new Refusal('invalid', 'json-broken'),
  FST_ERR_CTP_INVALID_JSON_BODY: new Refusal('invalid', 'json-broken'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Refusal('invalid', 'input-invalid'),
  FST_ERR_CTP_BODY_TOO_LARGE: new Refusal('too-large', 'content-too-large'),
}

/** Answers RFC 9457 problem details, in the reader's language. A bug is logged in full and shown as nothing. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = problemOf(error, request, languageOf(request))
  if (problem.status === 503) reply.header('retry-after', '5')
  const retryAfter = problem.detail?.['retryAfterSeconds']
  if (typeof retryAfter === 'number') reply.header('retry-after', String(Math.ceil(retryAfter)))
  return reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem)
}

/** What may be said of an error, whoever says it: the API, or a page. Writes it into the log where that is due. */
export function problemOf(error: unknown, request: FastifyRequest, language: Language) {
  const refusal = refusalOf(error)
  if (!refusal) request.log.error({ err: error }, 'bug')
  else if (refusal.kind === 'unavailable') request.log.warn({ err: error }, 'unavailable')
  const status = refusal?.status ?? 500
  const code: ProblemCode = refusal?.code ?? 'internal'
  return {
    status,
    code,
    title: refusal ? sentenceOfRefusal(refusal, language) : sentenceOf(code, language),
    ...(refusal?.detail && { detail: refusal.detail }),
    ...(status === 500 && { reference: request.id }),
  }
}

export const notFound = () => {
  throw new Refusal('not-found', 'not-found')
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (!(error instanceof Error)) return undefined
  if ('validation' in error && Array.isArray(error.validation)) {
    const fields = (error.validation as Fault[]).map(fieldOf)
    return new Refusal('invalid', 'input-invalid', { fields })
  }
  const code = 'code' in error ? String(error.code) : ''
  if (CALLERS_FAULT[code]) return CALLERS_FAULT[code]
  if (code === '' && 'statusCode' in error && error.statusCode === 400)
    return new Refusal('invalid', 'json-broken')
  return refusalOfDatabase(code, error)
}

/** PostgreSQL's classes of errors that are not bugs: bad data that no schema caught, lost races, a database away. */
function refusalOfDatabase(code: string, error: Error): Refusal | undefined {
  if (/^22[0-9A-Z]{3}$/.test(code)) return new Refusal('invalid', 'input-invalid')
  if (code === '23503') return new Refusal('conflict', 'refers-to-nothing')
  if (code === '40001' || code === '40P01') return new Refusal('unavailable', 'temporarily-unavailable')
  if (
    /^(08|53|57P)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT'].includes(code)
  )
    return new Refusal('unavailable', 'temporarily-unavailable')
  if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message))
    return new Refusal('unavailable', 'temporarily-unavailable')
  return undefined
}

const fieldOf = ({ instancePath, keyword, params }: Fault) => ({
  path: instancePath || `/${String(params?.['missingProperty'] ?? '')}`,
  rule: keyword,
  ...(typeof params?.['limit'] === 'number' && { limit: params['limit'] }),
})

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../platform/deps.ts'
import { type ProblemCode, sentenceOfRefusal } from '../platform/problems.ts'
import { rememberCode } from './codes.ts'
import { fieldErrors } from './field-sentences.ts'
import { type Fields, readFields } from './form-fields.ts'
import type { Form } from './forms.ts'
import { locationOf } from './location.ts'
import { askApi, languageOfPath, sendPage } from './pages.ts'
import type { PostedForm, Renderer } from './renderer.ts'

/** Does what a posted form asks for and goes on to the next page, or shows the form's page again with what is wrong. */
export async function takeForm(
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
  const again = (status: number, fields: Fields, refused: Omit<PostedForm, 'values' | 'path'>) => {
    const { password: _, ...values } = fields
    return sendPage(app, renderer, request, reply, {
      url: prefix + form.page(params),
      form: { path: form.path, values, ...refused },
      now: deps.now(),
      status,
    })
  }

  const { fields, refusal } = await readFields(deps, request)
  if (refusal) {
    const sentence = sentenceOfRefusal(refusal, language)
    const file = refusal.detail?.['name']
    return again(refusal.status, fields, {
      errors: { files: typeof file === 'string' ? `${file}：${sentence}` : sentence },
    })
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
  if (!answer.ok && answer.status !== form.harmless) {
    const field = form.about?.[said['code'] as ProblemCode]
    const title = String(said['title'])
    const wait = (said['detail'] as Record<string, unknown> | undefined)?.['retryAfterSeconds']
    return again(answer.status, fields, {
      errors: field ? { [field]: title } : fieldErrors(said['detail'], language),
      ...(!field && { problem: title }),
      ...(typeof wait === 'number' && { retryAfterSeconds: wait }),
    })
  }
  for (const cookie of answer.headers.getSetCookie()) reply.header('set-cookie', cookie)
  const { location, code } = form.done(said, fields, params)
  if (code?.code) rememberCode(request, reply, code.number, code.code)
  return reply.redirect(locationOf(location.startsWith('/en') ? location : prefix + location), 303)
}

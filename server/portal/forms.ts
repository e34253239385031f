import type { ProblemCode } from '../platform/problems.ts'
import { all, type Fields, given, text, withoutEmpty } from './form-fields.ts'
import { dateOf, numberOf, phoneOf } from './written.ts'

type Params = Record<string, string>
type Command = {
  method: 'POST' | 'PUT' | 'DELETE'
  url: string
  body: Record<string, unknown>
  key?: string | undefined
}
type Done = { location: string; code?: { number: string; code: string } }

/** A form of the portal: posted by the browser itself, so that it works with and without scripts. */
export type Form = {
  path: string
  /** The page that shows the form: rendered again when the command is refused. */
  page: (params: Params) => string
  command: (fields: Fields, params: Params) => Command
  /** Where to go after it: `reply` is what the API answered. */
  done: (reply: Record<string, unknown>, fields: Fields, params: Params) => Done
  /** Refusals that are about one field: their sentence stands there. */
  about?: Partial<Record<ProblemCode, string>>
  /** An answer that means that there was nothing left to do. */
  harmless?: number
}

const casePage = ({ number = '' }: Params) => `/cases/${encodeURIComponent(number)}`
const progress = ({ number = '' }: Params, verb = '') => `/progress/${encodeURIComponent(number)}${verb}`

const ABOUT_FILES = {
  'too-many-files': 'files',
  'file-not-found': 'files',
  'file-not-ready': 'files',
  'file-refused': 'files',
  'file-too-large': 'files',
} as const

/** A command on a case of one's own; the code, when the browser has one, is filled in on the way. */
const onCase = (
  verb: string,
  body: (fields: Fields) => Record<string, unknown>,
  textField: string,
): Form => ({
  path: `/cases/:number/${verb}`,
  page: casePage,
  command: (fields, params) => ({
    method: 'POST',
    url: progress(params, `/${verb}`),
    body: withoutEmpty(body(fields)),
    key: given(fields, 'key'),
  }),
  done: (_reply, _fields, params) => ({ location: `${casePage(params)}?done=${verb}` }),
  about: { ...ABOUT_FILES, 'text-missing': textField },
})

const qaPage = ({ number = '' }: Params) => `/qa/${encodeURIComponent(number)}`

/** Back to the list of what was subscribed to. */
const subscribedTo = (fields: Fields) =>
  new URLSearchParams(
    ['system', 'tag'].flatMap((name) => {
      const value = given(fields, name)
      return value === undefined ? [] : [[name, value] as [string, string]]
    }),
  )

export const forms: Form[] = [
  {
    path: '/login',
    page: () => '/login',
    command: (fields) => ({
      method: 'POST',
      url: '/session',
      body: { login: given(fields, 'login') ?? '', password: text(fields, 'password') },
    }),
    done: (session, fields) => ({ location: localPath(text(fields, 'next')) ?? homeOf(session) }),
  },
  {
    path: '/logout',
    page: () => '/',
    command: () => ({ method: 'DELETE', url: '/session', body: {} }),
    done: () => ({ location: '/' }),
    harmless: 401,
  },
  {
    path: '/cases/new',
    page: () => '/cases/new',
    command: (fields) => ({
      method: 'POST',
      url: '/cases',
      key: given(fields, 'key'),
      body: withoutEmpty({
        systemId: numberOf(given(fields, 'systemId')),
        description: given(fields, 'description'),
        title: given(fields, 'title'),
        occurredOn: dateOf(given(fields, 'occurredOn')),
        impact: given(fields, 'impact'),
        name: given(fields, 'name'),
        email: given(fields, 'email')?.normalize('NFKC'),
        phone: phoneOf(given(fields, 'phone'), given(fields, 'extension')),
        agencyId: numberOf(given(fields, 'agencyId')),
        fileIds: all(fields, 'fileIds'),
      }),
    }),
    done: ({ number, code }) => ({
      location: `/cases/${String(number)}?done=filed`,
      code: { number: String(number), code: String(code) },
    }),
    about: {
      ...ABOUT_FILES,
      'contact-missing': 'email',
      'system-not-found': 'systemId',
      'text-missing': 'description',
    },
  },
  {
    path: '/track',
    page: () => '/track',
    command: (fields) => ({
      method: 'POST',
      url: progress({ number: given(fields, 'number') ?? '-' }),
      body: withoutEmpty({ code: given(fields, 'code') }),
    }),
    done: ({ number }, fields) => ({
      location: `/cases/${String(number)}`,
      code: { number: String(number), code: given(fields, 'code') ?? '' },
    }),
  },
  onCase('messages', (fields) => ({ text: given(fields, 'text'), fileIds: all(fields, 'fileIds') }), 'text'),
  onCase('withdrawal', (fields) => ({ reason: given(fields, 'reason') }), 'reason'),
  onCase('reopening', (fields) => ({ reason: given(fields, 'reason') }), 'reason'),
  onCase(
    'verification',
    (fields) => ({ solved: solvedOf(text(fields, 'solved')), comment: given(fields, 'comment') }),
    'comment',
  ),
  {
    path: '/qa/:number/feedback',
    page: qaPage,
    command: (fields, { number = '' }) => ({
      method: 'POST',
      url: `/knowledge/${encodeURIComponent(number)}/feedback`,
      body: withoutEmpty({
        solved: solvedOf(text(fields, 'solved')),
        reason: given(fields, 'reason'),
      }),
    }),
    done: ({ solved }, _fields, params) => ({
      location: `${qaPage(params)}?done=${solved ? 'solved' : 'unsolved'}#feedback`,
    }),
  },
  {
    path: '/qa/subscriptions',
    page: () => '/qa',
    command: (fields) =>
      text(fields, 'do') === 'unsubscribe'
        ? { method: 'DELETE', url: `/knowledge-subscriptions?${subscribedTo(fields)}`, body: {} }
        : {
            method: 'PUT',
            url: '/knowledge-subscriptions',
            body: {
              systemId: numberOf(given(fields, 'system')) ?? null,
              tag: given(fields, 'tag') ?? null,
            },
          },
    done: (_reply, fields) => {
      const query = subscribedTo(fields)
      query.set('done', text(fields, 'do') === 'unsubscribe' ? 'unsubscribed' : 'subscribed')
      return { location: `/qa?${query}` }
    },
  },
  {
    path: '/surveys/:token',
    page: ({ token = '' }) => `/surveys/${encodeURIComponent(token)}`,
    command: (fields, { token = '' }) => ({
      method: 'POST',
      url: `/surveys/${encodeURIComponent(token)}`,
      body: withoutEmpty({ score: numberOf(given(fields, 'score')), comment: given(fields, 'comment') }),
    }),
    done: (_reply, _fields, { token = '' }) => ({
      location: `/surveys/${encodeURIComponent(token)}?done=thanks`,
    }),
  },
]

const solvedOf = (answer: string) => (answer === 'yes' ? true : answer === 'no' ? false : undefined)

/** Only a path of ours: nobody is sent to another site after signing in. */
const localPath = (path: string) => (/^\/(?![/\\])/.test(path) ? path : undefined)

/** Those who work on cases begin at their desk, everybody else at the portal. */
const homeOf = ({ permissions }: Record<string, unknown>) =>
  (permissions as string[]).includes('desk:work') ? '/desk' : '/'

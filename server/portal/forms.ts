import { all, type Fields, given, text, withoutEmpty } from './form-fields.ts'

type Params = Record<string, string>
type Command = {
  method: 'POST' | 'DELETE'
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
}

const casePage = ({ number = '' }: Params) => `/cases/${encodeURIComponent(number)}`
const progress = ({ number = '' }: Params, verb = '') => `/progress/${encodeURIComponent(number)}${verb}`

/** A command on a case of one's own; the code, when the browser has one, is filled in on the way. */
const onCase = (verb: string, body: (fields: Fields) => Record<string, unknown>): Form => ({
  path: `/cases/:number/${verb}`,
  page: casePage,
  command: (fields, params) => ({
    method: 'POST',
    url: progress(params, `/${verb}`),
    body: withoutEmpty(body(fields)),
    key: given(fields, 'key'),
  }),
  done: (_reply, _fields, params) => ({ location: `${casePage(params)}?done=${verb}` }),
})

const number = (value: string | undefined) => (value === undefined ? undefined : Number(value))

export const forms: Form[] = [
  {
    path: '/login',
    page: () => '/login',
    command: (fields) => ({
      method: 'POST',
      url: '/session',
      body: { login: given(fields, 'login') ?? '', password: text(fields, 'password') },
    }),
    done: (_reply, fields) => ({ location: localPath(text(fields, 'next')) }),
  },
  {
    path: '/logout',
    page: () => '/',
    command: () => ({ method: 'DELETE', url: '/session', body: {} }),
    done: () => ({ location: '/' }),
  },
  {
    path: '/cases/new',
    page: () => '/cases/new',
    command: (fields) => ({
      method: 'POST',
      url: '/cases',
      key: given(fields, 'key'),
      body: withoutEmpty({
        systemId: number(given(fields, 'systemId')),
        description: given(fields, 'description'),
        title: given(fields, 'title'),
        occurredOn: given(fields, 'occurredOn'),
        impact: given(fields, 'impact'),
        name: given(fields, 'name'),
        email: given(fields, 'email'),
        phone: given(fields, 'phone'),
        agencyId: number(given(fields, 'agencyId')),
        fileIds: all(fields, 'fileIds'),
      }),
    }),
    done: ({ number, code }) => ({
      location: `/cases/${String(number)}?done=filed`,
      code: { number: String(number), code: String(code) },
    }),
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
  onCase('messages', (fields) => ({ text: given(fields, 'text'), fileIds: all(fields, 'fileIds') })),
  onCase('withdrawal', (fields) => ({ reason: given(fields, 'reason') })),
  onCase('reopening', (fields) => ({ reason: given(fields, 'reason') })),
  onCase('verification', (fields) => ({
    solved: text(fields, 'solved') === 'yes',
    comment: given(fields, 'comment'),
  })),
  {
    path: '/surveys/:token',
    page: ({ token = '' }) => `/surveys/${encodeURIComponent(token)}`,
    command: (fields, { token = '' }) => ({
      method: 'POST',
      url: `/surveys/${encodeURIComponent(token)}`,
      body: withoutEmpty({ score: number(given(fields, 'score')), comment: given(fields, 'comment') }),
    }),
    done: (_reply, _fields, { token = '' }) => ({
      location: `/surveys/${encodeURIComponent(token)}?done=thanks`,
    }),
  },
]

/** Only a path of ours: nobody is sent to another site after signing in. */
const localPath = (path: string) => (/^\/(?![/\\])/.test(path) ? path : '/')

import type { i18n as I18n } from 'i18next'
import { renderToReadableStream } from 'react-dom/server'
import type { Session } from '../server/api.ts'
import { assetsOf } from './document/assets.ts'
import { deskDocument, type Nonces, portalHead, portalTail } from './document/document.ts'
import { loadMessages } from './messages/load.ts'
import { type CallApi, createApi } from './platform/api.ts'
import type { Translate } from './platform/i18n.ts'
import { createI18n } from './platform/i18n.ts'
import { inLanguage, type Language, withoutLanguage } from './platform/language.ts'
import type { Failure, PortalPage, PortalState, PostedForm } from './platform/portal.ts'
import { preferencesFrom } from './platform/preferences.ts'
import { matchPage, portalPages } from './portal-pages.ts'
import { failurePage } from './screens/portal/failure.tsx'
import { DESK_AREAS } from './shell/desk/areas.ts'
import { PORTAL_AREAS, PortalApp } from './shell/portal/PortalApp.tsx'

/** `api(key, input)` as the browser calls it, answered in the server for the signed-in reader. */
export type PortalApi = CallApi

export type PortalRequest = {
  /** Path and query as asked for, with or without `/en`. */
  url: string
  language: Language
  session: Session | null
  api: PortalApi
  /** All cookies; only `theme` and `textSize` are read, and only known values count. */
  cookies?: Readonly<Record<string, string | undefined>>
  /** The codes of cases that this browser has shown lately, by number. */
  codes?: Readonly<Record<string, string>>
  /** A form that was posted without JavaScript and refused. */
  form?: PostedForm
  /** What went wrong before a page could be chosen: shows the page about it, with its status. */
  failure?: Failure
  nonces: Nonces
  now: Date
}

export type PortalReply = {
  status: number
  headers: Record<string, string>
  /** Undefined for a redirect. HTML in UTF-8. */
  body: ReadableStream<Uint8Array> | undefined
}

/**
 * Renders the page behind a URL: what the reader may see, complete without JavaScript.
 *
 * What `load` or the rendering throws becomes the page about it: anything with a numeric `status` and a `code`
 * keeps both, everything else is a fault of ours (500). Faults are told to `report`, each once.
 */
export async function renderPortal(
  request: PortalRequest,
  report: (error: unknown) => void,
): Promise<PortalReply> {
  const { language, session, now, form } = request
  const told = new Set<unknown>()
  const tell = (fault: unknown) => {
    if (!told.has(fault)) report(fault)
    told.add(fault)
  }
  const answer = (state: PortalState, page: PortalPage, file?: string) =>
    rendered(request, state, { page, file, tell })
  const url = withoutLanguage(request.url)
  const state: PortalState = {
    language,
    url,
    session,
    preferences: preferencesFrom(request.cookies ?? {}),
    now: now.toISOString(),
    data: undefined,
    ...(form && { form }),
  }
  if (request.failure) return answer({ ...state, failure: request.failure }, failurePage)

  const { pathname, searchParams: query } = new URL(url, 'http://portal')
  const match = matchPage(pathname)
  if (!match) return answer({ ...state, failure: { status: 404, code: 'page-not-found' } }, failurePage)
  try {
    const { page } = await match.route.open()
    if (page.needsSession && !session) return signInFirst(language, url)
    const { api, codes = {} } = request
    const data = await page.load?.({ api, params: match.params, query, session, language, codes })
    return await answer({ ...state, data }, page, match.route.file)
  } catch (error) {
    const failure = failureOf(error)
    if (failure.status === 401) return signInFirst(language, url)
    if (failure.status >= 500) tell(error)
    return answer({ ...state, failure }, failurePage)
  }
}

/** The HTML of `/desk`, `/board` and `/admin`, the same for everybody; the browser renders the rest. */
export function renderDesk({
  language,
  cookies = {},
  nonces,
}: Pick<PortalRequest, 'language' | 'cookies' | 'nonces'>): string {
  return deskDocument({
    language,
    nonces,
    preferences: preferencesFrom(cookies),
    title: language === 'en' ? 'Agent desk' : '客服桌面',
    assets: deskAssets(language),
  })
}

/**
 * What `POST /preferences` does: the cookies to set (readable for a year) and where to go back to.
 * `body` is the posted form: `theme`, `textSize`, `back`; what is not given stays as it is.
 */
export function choosePreferences(body: Readonly<Record<string, unknown>>): {
  cookies: Record<string, string>
  location: string
} {
  const chosen = preferencesFrom(body)
  const given = Object.entries(chosen).filter(([name]) => typeof body[name] === 'string')
  const back = typeof body['back'] === 'string' ? body['back'] : '/'
  return { cookies: Object.fromEntries(given), location: /^\/(?![/\\])/.test(back) ? back : '/' }
}

/** As `portalAssets`, for the desk before any of its screens is opened. */
export const deskAssets = (language: Language) =>
  assetsOf('client/desk-browser.tsx', messageFiles(language, DESK_AREAS))

/** The typed client over any `fetch`: what the server passes as `api`. */
export { createApi }

/** Every page's path, for tests and for the list of routes that the server answers with HTML. */
export const portalPaths = portalPages.map(({ path }) => path)

/** The scripts, early scripts and styles of the page behind a path: what the size budget counts. */
export function portalAssets(path: string, language: Language = 'zh-TW') {
  return pageAssets(language, matchPage(path)?.route.file)
}

const pageAssets = (language: Language, file = 'client/screens/portal/failure.tsx') =>
  assetsOf('client/portal-browser.tsx', [...messageFiles(language, PORTAL_AREAS), file])

async function rendered(
  { language, nonces }: PortalRequest,
  state: PortalState,
  { page, file, tell }: { page: PortalPage; file: string | undefined; tell: (fault: unknown) => void },
): Promise<PortalReply> {
  const i18n = await wordsIn(language)
  const t = i18n.t as unknown as Translate
  const name = page.title(t, state.failure ?? state.data)
  const title = t('common:titleOf', { page: name, service: t('common:service') })
  const assets = pageAssets(language, file)
  const meta = state.failure ? {} : (page.meta?.(t, state.data) ?? {})
  const app = await renderToReadableStream(<PortalApp state={state} page={page} i18n={i18n} />, {
    onError: tell,
  })
  return {
    status: state.failure?.status ?? page.status?.(state.data) ?? 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-language': language },
    body: wrapped(portalHead(state, { title, assets, nonces, meta }), app, portalTail(state)),
  }
}

/** Made once a language: nothing of a request is in it, and making it takes longer than many a page. */
function wordsIn(language: Language): Promise<I18n> {
  words[language] ??= loadMessages(language, PORTAL_AREAS).then((messages) => createI18n(language, messages))
  return words[language]
}

const words: Partial<Record<Language, Promise<I18n>>> = {}

function wrapped(head: string, app: ReadableStream<Uint8Array>, tail: string): ReadableStream<Uint8Array> {
  const text = new TextEncoder()
  return app.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start: (page) => page.enqueue(text.encode(head)),
      flush: (page) => page.enqueue(text.encode(tail)),
    }),
  )
}

const signInFirst = (language: Language, url: string): PortalReply => ({
  status: 303,
  headers: {
    location: `${inLanguage(language, '/login')}?next=${encodeURIComponent(inLanguage(language, url))}`,
  },
  body: undefined,
})

function failureOf(error: unknown): Failure {
  const { status, code, sentence, reference } = error as Partial<Failure>
  if (typeof status !== 'number' || typeof code !== 'string') return { status: 500, code: 'internal' }
  return { status, code, ...(sentence && { sentence }), ...(reference && { reference }) }
}

const messageFiles = (language: Language, areas: readonly string[]) =>
  areas.map((area) => `client/messages/${language}/${area}.ts`)

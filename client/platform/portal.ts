import { type ComponentType, createContext, useContext } from 'react'
import type { Session } from '../../server/api.ts'
import type { CallApi } from './api.ts'
import type { Translate } from './i18n.ts'
import { inLanguage, type Language } from './language.ts'
import type { Preferences } from './preferences.ts'

/** What was posted without JavaScript and came back: shown again, with what is wrong beside each field. */
export type PostedForm = {
  /** The form's path as the routes name it (`/cases/:number/messages`): a page may hold several forms. */
  path: string
  values: Readonly<Record<string, string | readonly string[]>>
  /** Field → sentence. */
  errors: Readonly<Record<string, string>>
  /** A sentence about the form as a whole. */
  problem?: string
  /** When too many tries were made: how long to wait. */
  retryAfterSeconds?: number
}

/** What went wrong with the whole page. `reference` is the code to read out on the telephone (`E-7F3A`). */
export type Failure = { status: number; code: string; sentence?: string; reference?: string }

/** Everything a portal page is made from. The same plain data renders it on the server and in the browser. */
export type PortalState = {
  language: Language
  /** Path and query without the language. */
  url: string
  session: Session | null
  preferences: Preferences
  /** The server's clock, so that both sides say "3 minutes ago" alike. */
  now: string
  data: unknown
  form?: PostedForm
  failure?: Failure
}

export type Params = Readonly<Record<string, string>>

/** What `load` may use. `api` is called as in the browser and answers for the signed-in reader. */
type LoadContext = {
  api: CallApi
  params: Params
  query: URLSearchParams
  session: Session | null
  language: Language
  /** The codes of cases that this browser has shown lately, by number. */
  codes: Readonly<Record<string, string>>
}

export type PageProps<Data> = { data: Data; params: Params; query: URLSearchParams }

/** What a page says of itself to search engines and programs that follow lists. Addresses are paths of ours. */
export type PageMeta = {
  description?: string
  /** The one address of what stands here, without a language. */
  canonical?: string
  /** Nothing of it belongs into the index of a search engine. */
  noIndex?: boolean
  feeds?: readonly { type: string; title: string; href: string }[]
}

/** One page of the portal. The module of a page exports it as `page`. */
export type PortalPage<Data = unknown> = {
  /** Pages for the signed-in send others to the sign-in page, and back afterwards. */
  needsSession?: boolean
  load?: (context: LoadContext) => Promise<Data>
  /** Without the name of the service. */
  title: (t: Translate, data: Data) => string
  meta?: (t: Translate, data: Data) => PageMeta
  /** Stands alone, in a frame of another site: without masthead, menu and footer. */
  isBare?: boolean
  /** The answer's status where it is not 200, though the page has something of its own to say. */
  status?: (data: Data) => number
  Page: ComponentType<PageProps<Data>>
}

/** Declares a page, so that `load`, `title` and `Page` agree on the data. */
export const definePage = <Data = undefined>(page: PortalPage<Data>) => page as PortalPage

export const PortalContext = createContext<PortalState | undefined>(undefined)

/** The page's state: language, reader, posted form, preferences. */
export function usePortal(): PortalState {
  const state = useContext(PortalContext)
  if (!state) throw new Error('usePortal outside a portal page')
  return state
}

/** What was posted to one of the page's forms and refused. */
export function usePosted(path: string): PostedForm | undefined {
  const { form } = usePortal()
  return form?.path === path ? form : undefined
}

/** One value of a refused form, as it was typed. */
export function postedText(form: PostedForm | undefined, name: string): string | undefined {
  const value = form?.values[name]
  return typeof value === 'string' ? value : value?.[0]
}

/** All values of a refused form's field that may come more than once. */
export function postedList(form: PostedForm | undefined, name: string): readonly string[] {
  const value = form?.values[name]
  return typeof value === 'string' ? [value] : (value ?? [])
}

/** Makes links in the reader's language: `href('/track')`. */
export function useHref() {
  const { language } = usePortal()
  return (path: string) => inLanguage(language, path)
}

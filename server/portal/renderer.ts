import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Session } from '../identity/api.ts'
import type { Language } from '../platform/problems.ts'

/** What was posted without passing, shown again with what is wrong beside each field. */
export type PostedForm = {
  /** The form's path as the routes name it: a page may hold several forms. */
  path: string
  values: Record<string, string | string[]>
  errors: Record<string, string>
  problem?: string
  retryAfterSeconds?: number
}

export type PageFailure = { status: number; code: string; sentence?: string; reference?: string }

type Common = {
  language: Language
  cookies: Record<string, string | undefined>
  nonces: { script: string; style: string }
}

type PageRequest = Common & {
  url: string
  session: Session | null
  api: unknown
  form?: PostedForm
  failure?: PageFailure
  /** The codes of cases that this browser has shown lately, by number. */
  codes: Record<string, string>
  now: Date
}

type PageReply = {
  status: number
  headers: Record<string, string>
  body: ReadableStream<Uint8Array> | undefined
}

/** The client's bundle for the server, as its build leaves it in `client/dist/server`. */
export type Renderer = {
  renderPortal(request: PageRequest, report: (error: unknown) => void): Promise<PageReply>
  renderDesk(request: Common): string
  choosePreferences(body: Record<string, unknown>): { cookies: Record<string, string>; location: string }
  createApi(call: typeof fetch, language: string): unknown
  portalPaths: readonly string[]
}

const CLIENT = join(import.meta.dirname, '../../client/dist')
export const BROWSER_FILES = join(CLIENT, 'browser')
const BUNDLE = join(CLIENT, 'server/portal-server.js')

/** @throws Error saying what to run when the pages have not been built */
export async function loadRenderer(): Promise<Renderer> {
  if (!existsSync(BUNDLE)) throw new Error('The pages are not built. Run: npm run build')
  return await import(pathToFileURL(BUNDLE).href)
}

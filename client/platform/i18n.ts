/**
 * Words on screen.
 *
 * Each area (common, problems, portal, desk, cases, board, admin, mails, phone, calls, search …) has one catalogue per language:
 * `messages/zh-TW/<area>.ts` is written first and gives the shape, `messages/en/<area>.ts` says
 * `satisfies Translation<typeof …>`, so a missing or a superfluous translation does not compile.
 *
 * - A component: `const { t, language } = useT('portal')`, then `t('home.title')`; words of another area with
 *   `t('common:close')`. Without an area it is `common`. Keys are checked by the compiler.
 * - Values: `t('cases.count', { count: 3 })`, written `{{count}}` in the catalogue. Chinese has one form
 *   (`count_other`); English then must have `count_one` as well.
 * - Refusals: `problemSentence(t, error)`. The server sends the sentence with its refusal; `problems` holds only
 *   what the browser finds out by itself.
 * - A new area: two catalogues, one line in `messages/areas.ts`, two in `messages/load.ts`.
 *
 * The server has one instance a language and every page in the browser its own. None ever changes its language.
 */
import { createInstance, type i18n, type TFunction } from 'i18next'
import { useContext, useMemo } from 'react'
import { I18nContext } from 'react-i18next'
import type { Area, Messages } from '../messages/areas.ts'
import type { Language } from './language.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: Messages
    returnNull: false
  }
}

/** The shape of a catalogue in another language: the same keys, and `_one` beside every `_other`. */
export type Translation<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translation<T[K]>
} & { readonly [K in keyof T as K extends `${infer Base}_other` ? `${Base}_one` : never]: string }

/** A translator with the given areas loaded; synchronous, so that a page can be rendered at once. */
export function createI18n(language: Language, messages: Partial<Messages>): i18n {
  const instance = createInstance()
  void instance.init({
    lng: language,
    fallbackLng: false,
    ns: Object.keys(messages),
    defaultNS: 'common',
    resources: { [language]: messages },
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  return instance
}

/** Words of one area by their short key, and of every other area by `area:key`. */
export type Translate<A extends Area = 'common'> = TFunction<
  [
    A,
    'common',
    'problems',
    'portal',
    'desk',
    'cases',
    'board',
    'admin',
    'mails',
    'papers',
    'phone',
    'calls',
    'search',
    'entries',
    'asked',
  ]
>

/**
 * The translator of an area, and the language of the page. Words are all there from the beginning and their language
 * stays: `useTranslation`, which watches for both, took a quarter of the time of rendering a page.
 */
export function useT<A extends Area = 'common'>(area?: A): { t: Translate<A>; language: Language } {
  const { i18n } = useContext(I18nContext)
  const t = useMemo(() => i18n.getFixedT(i18n.language, area ?? 'common'), [i18n, area])
  return { t: t as unknown as Translate<A>, language: i18n.language as Language }
}

/**
 * What to tell a person about what went wrong. The client's own sentence comes first, then the server's, then
 * one for the kind of trouble; anything that is not a `Problem` is a fault of ours.
 */
export function problemSentence<A extends Area>(t: Translate<A>, error: unknown): string {
  const { code, status, sentence } = error as { code?: string; status?: number; sentence?: string }
  const say = t as unknown as (keys: string[], values?: { defaultValue: string }) => string
  const own = code ? say([`problems:${code}`], { defaultValue: '' }) : ''
  return own || sentence || say([`problems:status-${status}`, 'problems:internal'])
}

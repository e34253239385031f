/** The languages of the screens. Content typed by people is never translated. */
export type Language = 'zh-TW' | 'en'

/** The value of `<html lang>`: the script is named, so that browsers and readers choose Traditional Chinese. */
export const htmlLang = (language: Language) => (language === 'en' ? 'en' : 'zh-Hant-TW')

/** The language that a path asks for: English pages live under `/en`. */
export const languageOf = (path: string): Language => (/^\/en(\/|\?|$)/.test(path) ? 'en' : 'zh-TW')

/** The same path without its language. */
export const withoutLanguage = (path: string) =>
  languageOf(path) === 'en' ? path.slice(3).replace(/^(?!\/)/, '/') : path

/** The same page in a language. `path` may carry a query and must not carry a language. */
export const inLanguage = (language: Language, path: string) =>
  language === 'en' ? `/en${path === '/' ? '' : path}` : path

import { htmlLang, inLanguage, type Language } from '../platform/language.ts'
import type { PageMeta, PortalState } from '../platform/portal.ts'
import { type Preferences, preferenceAttributes } from '../platform/preferences.ts'
import type { PageAssets } from './assets.ts'
import favicon from './favicon.svg?no-inline'

/** One-time words of the Content-Security-Policy: scripts' and styles' (React Aria adds one style element). */
export type Nonces = { script: string; style: string }

/** Everything of a portal page before what React renders. */
export function portalHead(
  { language, url, preferences }: PortalState,
  {
    title,
    assets,
    nonces,
    meta = {},
  }: { title: string; assets: PageAssets; nonces: Nonces; meta?: PageMeta },
): string {
  const other = language === 'en' ? 'zh-TW' : 'en'
  return [
    `<!doctype html><html${attributes({ lang: htmlLang(language), ...preferenceAttributes(preferences) })}><head>`,
    shared(title, assets, nonces),
    `<link${attributes({ rel: 'alternate', hreflang: htmlLang(other), href: inLanguage(other, url) })}>`,
    metaOf(meta, title, language),
    '</head><body><div id="app">',
  ].join('')
}

function metaOf(
  { description, canonical, noIndex, feeds = [] }: PageMeta,
  title: string,
  language: Language,
) {
  return [
    noIndex ? '<meta name="robots" content="noindex">' : '',
    description
      ? `<meta${attributes({ name: 'description', content: description })}><meta${attributes({ property: 'og:title', content: title })}><meta${attributes({ property: 'og:description', content: description })}>`
      : '',
    canonical ? `<link${attributes({ rel: 'canonical', href: inLanguage(language, canonical) })}>` : '',
    ...feeds.map((feed) => `<link${attributes({ rel: 'alternate', ...feed })}>`),
  ].join('')
}

/** Everything of a portal page after what React rendered: the data to hydrate from. */
export const portalTail = (state: PortalState) =>
  `</div><script type="application/json" id="page-data">${jsonInHtml(state)}</script></body></html>`

/** The page of the desk, the board and the administration: everything in it is rendered in the browser. */
export function deskDocument({
  language,
  preferences,
  title,
  assets,
  nonces,
}: {
  language: Language
  preferences: Preferences
  title: string
  assets: PageAssets
  nonces: Nonces
}): string {
  const html = attributes({
    lang: htmlLang(language),
    'data-density': 'desk',
    ...preferenceAttributes(preferences),
  })
  return `<!doctype html><html${html}><head>${shared(title, assets, nonces)}</head><body><div id="app"></div></body></html>`
}

function shared(title: string, { scripts, preloads, styles }: PageAssets, nonces: Nonces): string {
  return [
    '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(title)}</title>`,
    `<meta${attributes({ property: 'csp-nonce', nonce: nonces.style })}>`,
    `<link${attributes({ rel: 'icon', type: 'image/svg+xml', href: favicon })}>`,
    ...styles.map((href) => `<link${attributes({ rel: 'stylesheet', href })}>`),
    ...scripts.map((src) => `<script${attributes({ type: 'module', src, nonce: nonces.script })}></script>`),
    ...preloads.map((href) => `<link${attributes({ rel: 'modulepreload', href, nonce: nonces.script })}>`),
  ].join('')
}

const attributes = (values: Record<string, string>) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** JSON that cannot end the script element it stands in, whatever people typed. */
export const jsonInHtml = (value: unknown) =>
  JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

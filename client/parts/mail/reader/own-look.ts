import type { MailContent } from '../../../../server/api.ts'

/** Nothing from outside, no scripts, no forms: only what the document itself carries. */
const LOCKED_IN = "default-src 'none'; img-src data: blob:; style-src 'unsafe-inline'; font-src 'none'"
/** In place of a picture that is not there: nothing, rather than a broken one. */
const BLANK = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='
const LOOK =
  'body{margin:12px;background:#fff;color:#1c2126;font:16px/1.6 "Noto Sans TC","PingFang TC","Microsoft JhengHei UI",sans-serif;overflow-wrap:anywhere}img{max-width:100%;height:auto}table{max-width:100%}pre{white-space:pre-wrap}'

/** Pictures that the mail carries itself and that its words show. */
export const picturesOf = ({ parts, html }: Pick<MailContent, 'parts' | 'html'>) =>
  parts.flatMap(({ contentId, href, mediaType }) =>
    contentId && href && mediaType?.startsWith('image/') && html?.includes(`cid:${contentId}`)
      ? [{ contentId, href }]
      : [],
  )

/**
 * A mail in its own look, as the document of a frame that may do nothing.
 * @param pictures by content id, as `data:` addresses; the others stay blank
 * @param nonce the page's word for styles: a frame without an address of its own is bound by the page's rules too
 */
export function documentOf(html: string, pictures: ReadonlyMap<string, string>, nonce: string): string {
  const shown = html.replace(/(["'])cid:([^"'>\s]+)\1/gi, (_whole, quote: string, id: string) => {
    const picture = pictures.get(unescaped(id)) ?? pictures.get(decoded(unescaped(id)))
    return `${quote}${picture ?? BLANK}${quote}`
  })
  return [
    '<!doctype html><html><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${LOCKED_IN}">`,
    '<meta name="referrer" content="no-referrer">',
    `<style nonce="${nonce}">${LOOK}</style></head><body>`,
    shown,
    '</body></html>',
  ].join('')
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? '')

function decoded(text: string) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

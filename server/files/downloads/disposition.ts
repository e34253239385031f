/** May be shown in the browser's window; anything else is only ever saved. */
const SHOWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'application/pdf'])

export const mayBeShown = (mediaType: string | null) => mediaType !== null && SHOWN.has(mediaType)

/** `Content-Disposition` with the name in full (RFC 5987) and, for old programs, in ASCII. */
export function disposition(how: 'attachment' | 'inline', name: string) {
  const ascii = name.replace(/[^\x20-\x7E]|["\\%]/gu, '_')
  const full = encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${ascii}"; filename*=UTF-8''${full}`
}

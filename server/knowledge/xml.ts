import { cleanText } from '../platform/zh/text.ts'

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** Text for an element or a quoted attribute of XML 1.0: escaped, without the characters that XML cannot hold. */
export const xmlText = (text: string): string =>
  cleanText(text)
    .replace(/[\uFFFE\uFFFF]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/** `<name>text</name>`; nothing at all where there is no text. */
export const xmlElement = (name: string, text: string | null): string =>
  text === null || text === '' ? '' : `<${name}>${xmlText(text)}</${name}>`

import { cleanLine } from '../../platform/zh/text.ts'

export type Language = 'zh-TW' | 'en'

/** What a letter is made of, in order. Every word of it is plain text: the renderer alone writes HTML. */
export type Part =
  | { kind: 'paragraph'; text: string }
  /** Somebody's own words, as they wrote them. */
  | { kind: 'words'; text: string }
  /** What the reader wrote before: below everything else, and marked as theirs. */
  | { kind: 'quote'; attribution: string; text: string }
  | { kind: 'facts'; rows: readonly (readonly [name: string, value: string])[] }
  | { kind: 'list'; title: string; items: readonly string[] }
  | { kind: 'link'; label: string; url: string }

export type Written = { subject: string; text: string; html: string }

const TAG: Record<Language, string> = { 'zh-TW': 'zh-Hant-TW', en: 'en' }
const COLON: Record<Language, string> = { 'zh-TW': '：', en: ': ' }

/** Writes a letter as plain text and as HTML that a screen reader can follow; both say the same. */
export function write(language: Language, subject: string, parts: readonly Part[]): Written {
  const line = cleanLine(subject)
  return {
    subject: line,
    text: `${parts.map((part) => textOf(language, part)).join('\n\n')}\n`,
    html: [
      '<!doctype html>',
      `<html lang="${TAG[language]}">`,
      `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(line)}</title></head>`,
      '<body style="margin:0;padding:24px;color:#1b1b1b;background:#fff;font-size:16px;line-height:1.7">',
      '<main style="max-width:640px">',
      ...parts.map((part) => htmlOf(language, part)),
      '</main></body></html>',
    ].join('\n'),
  }
}

function textOf(language: Language, part: Part): string {
  switch (part.kind) {
    case 'paragraph':
      return part.text
    case 'words':
      return part.text.replaceAll(/\r\n?/g, '\n')
    case 'quote':
      return [part.attribution, ...linesOf(part.text).map((line) => (line === '' ? '>' : `> ${line}`))].join(
        '\n',
      )
    case 'facts':
      return part.rows.map(([name, value]) => `${name}${COLON[language]}${cleanLine(value)}`).join('\n')
    case 'list':
      return [part.title, ...part.items.map((item) => `- ${cleanLine(item)}`)].join('\n')
    case 'link':
      return `${part.label}\n${part.url}`
  }
}

function htmlOf(language: Language, part: Part): string {
  switch (part.kind) {
    case 'paragraph':
      return `<p>${inLines(part.text)}</p>`
    case 'words':
      return `<blockquote style="margin:16px 0;padding:4px 16px;border-left:4px solid #6b7280">${inLines(part.text)}</blockquote>`
    case 'quote':
      return `<p>${escaped(part.attribution)}</p><blockquote type="cite" style="margin:0 0 0 8px;padding-left:12px;border-left:2px solid #9ca3af;color:#4b5563">${inLines(part.text)}</blockquote>`
    case 'facts':
      return `<ul style="padding-left:20px">${part.rows
        .map(
          ([name, value]) =>
            `<li>${escaped(name)}${COLON[language]}<strong>${escaped(cleanLine(value))}</strong></li>`,
        )
        .join('')}</ul>`
    case 'list':
      return `<p>${escaped(part.title)}</p><ul style="padding-left:20px">${part.items
        .map((item) => `<li>${escaped(cleanLine(item))}</li>`)
        .join('')}</ul>`
    case 'link':
      return `<p><a href="${escaped(part.url)}" style="color:#0b4f9c">${escaped(part.label)}</a><br><span style="font-size:14px;word-break:break-all">${escaped(part.url)}</span></p>`
  }
}

const linesOf = (text: string) => text.replaceAll(/\r\n?/g, '\n').split('\n')

const inLines = (text: string) => escaped(text).replaceAll(/\r\n?|\n/g, '<br>\n')

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character)

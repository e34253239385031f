import type { Language } from '../../platform/problems.ts'
import { plainTextOf } from '../plain-text.ts'

/** An entry as far as a reply tells of it. */
type Told = {
  number: string
  title: string
  shortAnswer: string
  /** Markdown. */
  body: string
  /** Markdown: what is different where the requester works. */
  own: readonly string[]
}

/** Where anybody reads an entry, in the requester's language. */
export const addressOf = (publicUrl: string, number: string, language: Language) =>
  `${publicUrl}${language === 'en' ? '/en' : ''}/qa/${number}`

/**
 * What goes into a reply. `text`: the whole answer, the requester's own variant first, and where it came from; `link`:
 * one line that leads there. Plain text, since a reply is a letter.
 */
export function replyWords(way: 'text' | 'link', told: Told, address: string, language: Language): string {
  const { number, title } = told
  if (way === 'link')
    return language === 'en'
      ? `Please see Q&A ${number}, “${title}”: ${address}`
      : `請參考問答 ${number}「${title}」：${address}`
  const source = language === 'en' ? `(Q&A ${number}: ${address})` : `（問答 ${number}：${address}）`
  return [plainTextOf(told.shortAnswer), ...told.own.map(plainTextOf), plainTextOf(told.body), source]
    .filter((part) => part !== '')
    .join('\n\n')
}

import type { Language } from '../../platform/problems.ts'

const HEADINGS = {
  'zh-TW': { question: '問題', answer: '解答' },
  en: { question: 'Question', answer: 'Answer' },
} as const satisfies Record<Language, object>

/** What a line begins with that was plain text in a letter and would be a heading, a list or a rule in Markdown. */
const MARKUP = /^( {0,3})(#{1,6}(?=[ \t]|$)|[-=*_]{3,}[ \t]*$|>|```|~~~)/gmu

/** Question and answer of a case as Markdown, each under its heading; lines stay lines. */
export function draftBody(question: string, answer: string, language: Language): string {
  const headings = HEADINGS[language]
  const part = (heading: string, text: string) => {
    const words = text.trim()
    return words === '' ? '' : `## ${heading}\n\n${words.replace(MARKUP, '$1\\$2')}`
  }
  return [part(headings.question, question), part(headings.answer, answer)]
    .filter((one) => one !== '')
    .join('\n\n')
}

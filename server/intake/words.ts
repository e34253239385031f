import type { Static } from 'typebox'
import type { Language } from '../platform/problems.ts'
import { formatRocDate } from '../platform/zh/roc-date.ts'
import type { Impact } from './api.ts'

const WORDS = {
  'zh-TW': {
    occurredOn: '發生日期',
    impact: '影響範圍',
    me: '只有我',
    unit: '同單位',
    agency: '全機關',
    deadline: '期限將至',
  },
  en: {
    occurredOn: 'Occurred on',
    impact: 'Affects',
    me: 'only me',
    unit: 'my unit',
    agency: 'the whole agency',
    deadline: 'a deadline is near',
  },
} as const satisfies Record<Language, Record<string, string>>

type Told = {
  description: string
  /** The subject in full, when the case's title does not hold all of it. */
  subject?: string | undefined
  occurredOn?: string | undefined
  impact?: Static<typeof Impact> | undefined
}

/** The first message of a case: what was written, unchanged, and what was chosen beside it. */
export function messageOf({ description, subject, occurredOn, impact }: Told, language: Language): string {
  const words = WORDS[language]
  const colon = language === 'en' ? ': ' : '：'
  const chosen = [
    occurredOn && [words.occurredOn, language === 'en' ? occurredOn : formatRocDate(occurredOn)],
    impact && [words.impact, words[impact]],
  ]
  const lines = chosen.flatMap((pair) => (pair ? [pair.join(colon)] : []))
  return [subject, description, lines.join('\n')].filter(Boolean).join('\n\n')
}

const URGENT_IMPACTS: readonly string[] = ['agency', 'deadline']

/** 1 urgent to 4 low: normal, unless a whole agency stands still or a deadline is near. */
export const priorityOf = (impact: Static<typeof Impact> | undefined) =>
  impact !== undefined && URGENT_IMPACTS.includes(impact) ? 2 : 3

import { faultOf, reasonOf, wordsOr } from '../../parts/mail/marks.ts'
import type { Translate } from '../../platform/i18n.ts'

type T = Translate<'mails'>

/** A step on the way of a mail in words, with what is worth knowing of it. Ids and codes for machines are left out. */
export function stepInWords(
  t: T,
  { step, detail }: { step: string; detail: Readonly<Record<string, unknown>> },
): { what: string; details: string[] } {
  return {
    what: wordsOr(t, 'trace.steps', step) || step,
    details: Object.entries(detail).flatMap(([name, value]) => detailInWords(t, name, value)),
  }
}

function detailInWords(t: T, name: string, value: unknown): string[] {
  if (name === 'reason' && typeof value === 'string') return [reasonOf(t, value)]
  if (name === 'source' && (value === 'imap' || value === 'smtp' || value === 'pulled-in'))
    return [t(`inbox.source.${value}`)]
  if (name === 'through' && typeof value === 'string') return [wordsOr(t, 'trace.through', value) || value]
  if (name === 'told') return [t(value === true ? 'trace.told.true' : 'trace.told.false')]
  if (name === 'error' && typeof value === 'string') return [faultOf(t, value)]
  if (['number', 'by', 'said', 'folder', 'address'].includes(name) && value) return [String(value)]
  return []
}

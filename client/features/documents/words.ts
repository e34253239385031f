import type { Translate } from '../../platform/i18n.ts'

/** Why a document waits; the code where there are no words for it. */
export function failureIn(t: Translate<'papers'>, code: string | null): string {
  if (!code) return ''
  const say = t as unknown as (key: string, values: { defaultValue: string }) => string
  return say(`documents.failure.${code.replace(/^document-/, '')}`, { defaultValue: code })
}

import type { Translate } from '../../platform/i18n.ts'
import { type Fault, LIMITS, type Place } from './content.ts'

/** The id of a field's control: where the summary of what is missing leads. */
export const fieldId = (at: Place) => `entry-${at.replace('/', '-')}`

/** What is wrong, in words. */
export const faultWords = (t: Translate<'entries'>, { word }: Fault) =>
  word === 'bodyLong' ? t('editor.tooLong') : t(`error.${word}`)

/** What is wrong with one field. */
export function errorOf(t: Translate<'entries'>, faults: readonly Fault[], at: Place): string | undefined {
  const fault = faults.find((one) => one.at === at)
  return fault && faultWords(t, fault)
}

/** `12`, of 1,024 KB. */
export const kilobytes = (bytes: number) =>
  Math.ceil(bytes / 1024).toLocaleString('en') || String(LIMITS.bodyBytes)

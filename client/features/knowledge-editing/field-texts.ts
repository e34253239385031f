import type { System } from '../../../server/api.ts'
import { formatDate } from '../../platform/dates.ts'
import type { Translate } from '../../platform/i18n.ts'
import type { Content, Field } from './content.ts'

type Words = {
  t: Translate<'entries'>
  language: 'zh-TW' | 'en'
  systems: readonly System[]
  fileName: (fileId: string) => string
  whoseOf: (variant: Content['variants'][number]) => string
}

/** What a field says, as a text to be read and compared. What belongs together is told together. */
export function fieldText(
  content: Content,
  field: Field,
  { t, language, systems, fileName, whoseOf }: Words,
): string {
  const dayOf = (at: string | null) =>
    at ? formatDate(new Date(`${at}T12:00:00+08:00`), language) : t('entry.noOwner')
  switch (field) {
    case 'systemIds':
      return content.systemIds
        .map((id) => systems.find((one) => one.id === id)?.shortName ?? String(id))
        .join('、')
    case 'tags':
      return content.tags.join('、')
    case 'files':
      return content.files.map(({ fileId, title }) => `${fileName(fileId)}：${title}`).join('\n')
    case 'variants':
      return content.variants.map((one) => `${whoseOf(one)}\n${one.body}`).join('\n\n')
    case 'visibility':
      return [t(`visibility.${content.visibility}`), content.whyHidden ?? ''].filter(Boolean).join('：')
    case 'effectiveFrom':
      return `${dayOf(content.effectiveFrom)}－${dayOf(content.effectiveUntil)}`
    default:
      return String(content[field] ?? '')
  }
}

/** What a field is called. */
export function fieldName(t: Translate<'entries'>, field: Field): string {
  switch (field) {
    case 'systemIds':
      return t('diff.field.systems')
    case 'variants':
      return t('editor.variants')
    case 'vendorId':
      return t('diff.field.vendor')
    case 'changeNote':
      return t('editor.changeNote')
    case 'effectiveFrom':
      return t('versions.effective')
    default:
      return t(`diff.field.${field}`)
  }
}

import type { WrittenVersion } from '../../../server/api.ts'
import type { Translate } from '../../platform/i18n.ts'
import type { Variant } from './content.ts'

type Names = WrittenVersion['names']

/** For whom a variant is, in words. */
export const whoseIn =
  (t: Translate<'entries'>, names: Names | undefined) =>
  ({ authorityId, hrSystem }: Variant): string => {
    if (hrSystem !== null) return t(`hr.${hrSystem}`)
    if (authorityId === null) return t('editor.variantFor')
    return names?.authorities.find(({ id }) => id === authorityId)?.name ?? t('editor.variantAuthority')
  }

import type { Case } from '../../../server/api.ts'
import type { Translate } from '../../platform/i18n.ts'

/** Who asks, in a sentence: whoever called from a number that nobody knows has no name yet. */
export const requesterName = (t: Translate<'cases'>, { requesterName: name }: Pick<Case, 'requesterName'>) =>
  name || t('timeline.requester')

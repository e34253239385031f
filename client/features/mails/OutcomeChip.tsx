import type { ReceivedMail } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { OUTCOMES, outcomeOf } from './outcome.ts'

export function OutcomeChip({ mail }: { mail: Pick<ReceivedMail, 'outcome'> }) {
  const { t } = useT('mails')
  const outcome = outcomeOf(mail)
  const { tone, Icon } = OUTCOMES[outcome]
  return (
    <Chip tone={tone} icon={<Icon aria-hidden />}>
      {t(`inbox.outcome.${outcome}`)}
    </Chip>
  )
}

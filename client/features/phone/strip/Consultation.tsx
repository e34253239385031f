import { PhoneForwarded, Undo2, Users } from 'lucide-react'
import type { DeskCall } from '../../../../server/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import type { Line } from '../line.ts'
import type { Commands } from '../use-commands.ts'

/** Somebody is asked while the caller waits: hand the call over, take it back, or talk all together. */
export function Consultation({
  line: { isConference },
  consulted,
  commands,
}: {
  line: Line
  consulted: DeskCall['legs'][number]
  commands: Commands
}) {
  const { t } = useT('phone')
  const name = consulted.agent?.name ?? consulted.number ?? consulted.extension ?? ''
  const isUp = consulted.state === 'up'
  return (
    <section className="call-consult" aria-label={t('call.consulting', { name })}>
      <Chip tone="escalated">
        {isConference
          ? t('call.inConference', { name })
          : t('call.consultingNow', { name, state: t(`log.leg.${consulted.state}`) })}
      </Chip>
      <Button
        size="small"
        variant="primary"
        icon={<PhoneForwarded aria-hidden />}
        isDisabled={!isUp || commands.isAsked('complete-transfer')}
        onPress={() => commands.ask({ do: 'complete-transfer' })}
      >
        {t('call.complete')}
      </Button>
      {!isConference && (
        <Button
          size="small"
          icon={<Users aria-hidden />}
          isDisabled={!isUp || commands.isAsked('conference')}
          onPress={() => commands.ask({ do: 'conference' })}
        >
          {t('call.conference')}
        </Button>
      )}
      <Button
        size="small"
        icon={<Undo2 aria-hidden />}
        isDisabled={commands.isAsked('cancel-consult')}
        onPress={() => commands.ask({ do: 'cancel-consult' })}
      >
        {t('call.cancelConsult')}
      </Button>
    </section>
  )
}

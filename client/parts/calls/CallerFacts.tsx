import type { CallRow } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { numberInWords } from './words.ts'

/** Who calls: name, title, agency, how well they know the systems; else what is known of the number. */
export function CallerFacts({ call, id }: { call: Pick<CallRow, 'number' | 'caller'>; id?: string }) {
  const { t } = useT('phone')
  const { caller } = call
  return (
    <div className="call-who">
      <h3 id={id}>{caller?.name ?? (call.number ? t('call.unknown') : t('call.withheld'))}</h3>
      {caller && <p>{[caller.agencyName, caller.title].filter(Boolean).join('　')}</p>}
      <p className="call-number">
        {caller || call.number ? numberInWords(t, call) : null}
        {caller && <Chip tone="outline">{t(`who.levels.${caller.proficiency}`)}</Chip>}
      </p>
    </div>
  )
}

/** A simulated call is always called one. */
export function SimulatedChip() {
  const { t } = useT('phone')
  return <Chip tone="waiting">{t('status.simulated')}</Chip>
}

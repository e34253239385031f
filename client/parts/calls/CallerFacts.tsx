import type { CallRow, DeskCall } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { numberInWords } from './words.ts'

/**
 * Who calls: name, title, agency, how well they know the systems; else what is known of the number, and of those who
 * share it.
 */
export function CallerFacts({
  call,
  maybe = [],
  id,
}: {
  call: Pick<CallRow, 'number' | 'caller'>
  maybe?: DeskCall['maybe']
  id?: string
}) {
  const { t } = useT('phone')
  const { caller } = call
  const agencies = new Set(maybe.map(({ agencyName }) => agencyName))
  const agency = agencies.size === 1 ? maybe[0]?.agencyName : null
  const number = call.number ? t('call.unknown') : t('call.withheld')
  return (
    <div className="call-who">
      <h3 id={id}>{caller?.name ?? (maybe.length === 0 ? number : (agency ?? t('call.shared')))}</h3>
      {caller && <p>{[caller.agencyName, caller.title].filter(Boolean).join('　')}</p>}
      {!caller && agency && <p>{t('call.shared')}</p>}
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

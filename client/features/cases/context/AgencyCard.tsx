import { useQuery } from '@tanstack/react-query'
import { AskedCard, Fact } from '../../../parts/card/Card.tsx'
import { useT } from '../../../platform/i18n.ts'
import { agencyQuery } from '../queries.ts'

/** What one has to know of an agency to answer: its HR system, its authority, the way its reports go. */
export function AgencyCard({ agencyId }: { agencyId: number }) {
  const { t } = useT('cases')
  const query = useQuery(agencyQuery(agencyId))
  return (
    <AskedCard title={t('context.agencyTitle')} query={query}>
      {({ name, hrSystem, authorityName, reportingRoute, county, notes }) => (
        <dl>
          <Fact name={t('context.agency')}>{name}</Fact>
          <Fact name={t('context.hrSystem')}>{hrSystem === 'own' ? t('context.ownSystem') : hrSystem}</Fact>
          <Fact name={t('context.authority')}>{authorityName}</Fact>
          <Fact name={t('context.reporting')}>{reportingRoute}</Fact>
          <Fact name={t('context.county')}>{county}</Fact>
          <Fact name={t('context.notes')}>{notes}</Fact>
        </dl>
      )}
    </AskedCard>
  )
}

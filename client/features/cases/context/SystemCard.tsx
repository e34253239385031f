import { useQuery } from '@tanstack/react-query'
import { AskedCard, Fact } from '../../../parts/card/Card.tsx'
import { useT } from '../../../platform/i18n.ts'
import { systemQuery } from '../queries.ts'

const inWords = (systems: readonly { shortName: string }[]) =>
  systems.map(({ shortName }) => shortName).join('、')

/** The system at fault: who answers for it, what it leans on, what leans on it. */
export function SystemCard({ systemId }: { systemId: number }) {
  const { t } = useT('cases')
  const query = useQuery(systemQuery(systemId))
  return (
    <AskedCard title={t('context.system')} query={query}>
      {({ name, ownerName, vendorName, dependsOn, dependants }) => (
        <dl>
          <Fact name={t('context.fullName')}>{name}</Fact>
          <Fact name={t('context.owner')}>{ownerName}</Fact>
          <Fact name={t('context.vendor')}>{vendorName}</Fact>
          <Fact name={t('context.dependsOn')}>{inWords(dependsOn)}</Fact>
          <Fact name={t('context.dependants')}>{inWords(dependants)}</Fact>
        </dl>
      )}
    </AskedCard>
  )
}

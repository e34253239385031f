import type { ReactNode } from 'react'
import type { Case } from '../../../../server/api.ts'
import { CaseCalls } from '../../../parts/calls/CaseCalls.tsx'
import { CaseFaxes } from '../../../parts/calls/CaseFaxes.tsx'
import { DocumentCard } from '../../../parts/documents/DocumentCard.tsx'
import { useMay } from '../../../platform/session.ts'
import { AgencyCard } from './AgencyCard.tsx'
import { ContactCard } from './ContactCard.tsx'
import { ClocksCard, RoutingCard, SurveyCard } from './HistoryCards.tsx'
import { LatestCases } from './LatestCases.tsx'
import { RelatedCard } from './RelatedCard.tsx'
import { SystemCard } from './SystemCard.tsx'

/** Who asks, what may answer it, from where, about what, and what has become of it. Each part stands alone: one that fails hides no other. */
export function ContextPanel({ row, knowledge }: { row: Case; knowledge: ReactNode }) {
  const mayRead = useMay()('directory:read')
  return (
    <>
      <CaseCalls row={row} />
      <ContactCard row={row} />
      {knowledge}
      {mayRead && row.agencyId !== null && <AgencyCard agencyId={row.agencyId} />}
      {row.channel === 'document' && <DocumentCard row={row} />}
      <CaseFaxes row={row} />
      <RelatedCard row={row} />
      {row.requesterId && <LatestCases requesterId={row.requesterId} except={row.number} />}
      {mayRead && <SystemCard systemId={row.leadSystemId} />}
      <RoutingCard row={row} />
      <SurveyCard row={row} />
      <ClocksCard row={row} />
    </>
  )
}

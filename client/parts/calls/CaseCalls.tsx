import { useQuery, useQueryClient } from '@tanstack/react-query'
import { AudioLines } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import type { CallRow, Case } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { useHint } from '../../platform/live.ts'
import { useMay } from '../../platform/session.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { AskedCard, Card } from '../card/Card.tsx'
import { SimulatedChip } from './CallerFacts.tsx'
import { CallNow } from './CallNow.tsx'
import { CALLS, callsOfCaseQuery, phoneQuery } from './queries.ts'
import { clockOf, numberInWords, resultInWords } from './words.ts'
import './calls.css'

const CallRecordings = lazy(() => import('./CallRecordings.tsx').then((m) => ({ default: m.CallRecordings })))

/** The telephone in a case: the call that is on, and those that were, with what was recorded of them. */
export function CaseCalls({ row }: { row: Pick<Case, 'id' | 'channel'> }) {
  const { t } = useT('phone')
  const may = useMay()
  const queries = useQueryClient()
  const { data: phone } = useQuery({ ...phoneQuery, enabled: may('desk:work') })
  const query = useQuery(callsOfCaseQuery(row.id))
  useHint('call.changed', ({ caseId }) => {
    if (caseId === row.id) void queries.invalidateQueries({ queryKey: CALLS })
  })
  const now = phone?.call?.call.caseId === row.id ? phone.call : undefined
  const isQuiet = query.data?.length === 0 && row.channel !== 'phone' && row.channel !== 'voip'
  return (
    <>
      {now && (
        <Card title={t('cases.current')}>
          <CallNow desk={now} />
        </Card>
      )}
      {!isQuiet && !(query.isPending && row.channel !== 'phone' && row.channel !== 'voip') && (
        <AskedCard title={t('cases.calls')} query={query}>
          {(calls) =>
            calls.length === 0 ? (
              <p className="muted">{t('cases.callsNone')}</p>
            ) : (
              <ul className="context-list">
                {calls.map((call) => (
                  <Call key={call.id} call={call} />
                ))}
              </ul>
            )
          }
        </AskedCard>
      )}
    </>
  )
}

function Call({ call }: { call: CallRow }) {
  const { t } = useT('phone')
  const [isOpen, setOpen] = useState(false)
  return (
    <li>
      <p>
        <b>{t(`log.direction.${call.direction}`)}</b> <RocTime at={call.arrivedAt} />
      </p>
      <p className="call-facts-line">
        <Chip>{resultInWords(t, call)}</Chip>
        {call.isReconstructed && <Chip tone="outline">{t('log.reconstructed')}</Chip>}
        {call.isSimulated && <SimulatedChip />}
        {call.talkMs > 0 && (
          <span>
            {t('fields.talk')} {clockOf(call.talkMs)}
          </span>
        )}
      </p>
      <p className="muted">{[numberInWords(t, call), call.agent?.name].filter(Boolean).join('　')}</p>
      {call.talkMs > 0 && (
        <Button
          variant="quiet"
          size="small"
          icon={<AudioLines aria-hidden />}
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          {t('cases.recordings')}
        </Button>
      )}
      {isOpen && (
        <Suspense fallback={<Skeleton count={2} />}>
          <CallRecordings callId={call.id} />
        </Suspense>
      )}
    </li>
  )
}

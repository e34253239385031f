import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { SimulatedChip } from '../../../parts/calls/CallerFacts.tsx'
import { CallRecordings } from '../../../parts/calls/CallRecordings.tsx'
import { type CallDetail, type CallId, callQuery } from '../../../parts/calls/queries.ts'
import {
  clockOf,
  eventInWords,
  numberInWords,
  resultInWords,
  whoInWords,
} from '../../../parts/calls/words.ts'
import { sitesQuery } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { useMay } from '../../../platform/session.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { ErrorCard } from '../../../ui/ErrorCard.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'

/** One call in full: who took part, where it waited, what happened when, and what was recorded. */
export function CallDrawer({ callId, onClose }: { callId: CallId; onClose: () => void }) {
  const { t } = useT('phone')
  const { data, error, refetch, isFetching } = useQuery(callQuery(callId))
  return (
    <Dialog isOpen onClose={onClose} title={t('log.detail')} side>
      {data ? (
        <Detail detail={data} />
      ) : error ? (
        <ErrorCard
          title={t('log.detailFailed')}
          error={error}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
          level={3}
        />
      ) : (
        <Skeleton count={5} />
      )}
    </Dialog>
  )
}

function Detail({ detail: { call, legs, waits, events, wrapUp } }: { detail: CallDetail }) {
  const { t } = useT('phone')
  const may = useMay()
  const { data: sites } = useQuery({ ...sitesQuery, enabled: may('directory:read') })
  return (
    <div className="call-detail">
      <h3>{whoInWords(t, call)}</h3>
      <p className="call-log-chips">
        <Chip>{t(`log.direction.${call.direction}`)}</Chip>
        <Chip>{t(`log.channel.${call.channel}`)}</Chip>
        <Chip>{resultInWords(t, call)}</Chip>
        {call.isReconstructed && <Reconstructed />}
        {call.isSimulated && <SimulatedChip />}
      </p>
      <dl className="call-facts">
        <Fact name={t('fields.number')}>{numberInWords(t, call)}</Fact>
        <Fact name={t('fields.time')}>
          <RocTime at={call.arrivedAt} />
        </Fact>
        <Fact name={t('fields.system')}>{call.systemName}</Fact>
        <Fact name={t('fields.queue')}>{call.queueName}</Fact>
        <Fact name={t('fields.site')}>{sites?.find(({ id }) => id === call.site)?.name ?? call.site}</Fact>
        <Fact name={t('fields.agent')}>{call.agent?.name}</Fact>
        <Fact name={t('fields.wait')}>{clockOf(call.waitMs)}</Fact>
        <Fact name={t('fields.talk')}>{clockOf(call.talkMs)}</Fact>
        {call.holdMs > 0 && <Fact name={t('fields.hold')}>{clockOf(call.holdMs)}</Fact>}
      </dl>
      <Part title={t('log.legs')} isEmpty={legs.length === 0}>
        {legs.map(({ legRef, role, agent, extension, number, state, since }) => (
          <li key={legRef}>
            <RocTime at={since} show="time" /> {t(`log.role.${role}`)}{' '}
            <b>{agent?.name ?? number ?? extension}</b> <Chip>{t(`log.leg.${state}`)}</Chip>
          </li>
        ))}
      </Part>
      <Part title={t('log.waits')} isEmpty={waits.length === 0}>
        {waits.map(({ queueName, enteredAt, leftAt, outcome }) => (
          <li key={enteredAt}>
            <RocTime at={enteredAt} show="time" /> {queueName}{' '}
            {leftAt ? (
              <>
                {clockOf(Date.parse(leftAt) - Date.parse(enteredAt))}{' '}
                {outcome &&
                  t(`log.waitOutcome.${outcome}` as 'log.waitOutcome.lost', { defaultValue: outcome })}
              </>
            ) : (
              t('log.stillWaiting')
            )}
          </li>
        ))}
      </Part>
      {wrapUp && (
        <Part title={t('log.wrapUp')} isEmpty={!wrapUp.code && !wrapUp.note}>
          <li>
            <b>{wrapUp.code}</b> {wrapUp.note}
          </li>
        </Part>
      )}
      <section>
        <h4>{t('cases.recordings')}</h4>
        <CallRecordings callId={call.id} />
      </section>
      <Part title={t('log.events')} isEmpty={events.length === 0}>
        {events.map(({ at, type, isReconstructed }, n) => (
          <li key={`${at} ${type} ${n}`}>
            <RocTime at={at} show="time" /> {eventInWords(t, type)} {isReconstructed && <Reconstructed />}
          </li>
        ))}
      </Part>
    </div>
  )
}

/** Concluded afterwards; what was seen and what was not is told apart. */
function Reconstructed() {
  const { t } = useT('phone')
  return (
    <span title={t('log.reconstructedHelp')}>
      <Chip tone="outline">{t('log.reconstructed')}</Chip>
    </span>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === '') return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Part({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  const { t } = useT('phone')
  return (
    <section>
      <h4>{title}</h4>
      {isEmpty ? <p className="muted">{t('log.none')}</p> : <ul className="context-list">{children}</ul>}
    </section>
  )
}

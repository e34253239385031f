import { FolderOpen, Phone, PhoneOff } from 'lucide-react'
import { useEffect, useEffectEvent, useId, useState } from 'react'
import type { DeskCall } from '../../../../server/api.ts'
import { CallerFacts, SimulatedChip } from '../../../parts/calls/CallerFacts.tsx'
import { MaybeList } from '../../../parts/calls/CallerTools.tsx'
import { useAttach } from '../../../parts/calls/use-call-changes.ts'
import { clockOf, whoInWords } from '../../../parts/calls/words.ts'
import { useT } from '../../../platform/i18n.ts'
import { formatPhone } from '../../../platform/phone.ts'
import { useMay } from '../../../platform/session.ts'
import { isMac, keysInWords, useShortcut } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { useNow } from '../../../ui/Elapsed.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import { useAnnounce } from '../../../ui/LiveRegions.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'
import { StatusChip } from '../../../ui/StatusChip.tsx'
import type { Line } from '../line.ts'
import type { Controls } from '../use-controls.ts'
import { useOpenCase } from '../use-open-case.ts'
import { ringsFor } from './rings-for.ts'
import '../../../parts/calls/calls.css'
import './CallPop.css'

const ANSWER = 'Alt+KeyA'
const DECLINE = 'Alt+KeyX'
const TICK_MS = 500

/**
 * A call that rings here, at the edge of the screen: it takes neither the focus nor a key from what is being typed, for
 * its own keys are combinations. It goes when the call does.
 */
export function CallPop({
  line,
  controls,
  isElsewhere,
}: {
  line: Line
  controls: Controls
  isElsewhere: boolean
}) {
  const { t } = useT('phone')
  const id = useId()
  const mac = isMac()
  const { desk, session } = line
  const call = desk?.call ?? { number: session?.number ? formatPhone(session.number) : null, caller: null }
  const mayAnswer = controls.canAnswer && !isElsewhere
  useToldOnce(line, mayAnswer)
  useShortcut({
    keys: ANSWER,
    label: t('call.answer'),
    inDialog: true,
    isUrgent: true,
    run: () => mayAnswer && controls.answer(),
  })
  useShortcut({
    keys: DECLINE,
    label: t('call.decline'),
    inDialog: true,
    isUrgent: true,
    run: controls.hangUp,
  })
  return (
    <section className="call-pop" aria-labelledby={`${id}-head`} data-react-aria-top-layer="true">
      <header>
        <h2 id={`${id}-head`}>{t(`pop.${headingOf(desk)}`)}</h2>
        {desk?.call.isSimulated && <SimulatedChip />}
        {desk?.ringsUntil && <TimeLeft until={desk.ringsUntil} />}
      </header>
      {desk?.role === 'consulted' && desk.call.agent && (
        <p>{t('pop.askedBy', { name: desk.call.agent.name })}</p>
      )}
      <CallerFacts call={call} maybe={desk?.maybe ?? []} />
      {desk && <Facts desk={desk} />}
      <footer>
        {mayAnswer ? (
          <Button
            variant="primary"
            icon={<Phone aria-hidden />}
            isPending={controls.isAnswering}
            onPress={controls.answer}
          >
            {t('call.answer')}
            <Kbd>{keysInWords(ANSWER, mac)}</Kbd>
          </Button>
        ) : (
          <p className="call-pop-elsewhere">{t(isElsewhere ? 'call.otherTab' : 'call.pickUp')}</p>
        )}
        <Button icon={<PhoneOff aria-hidden />} onPress={controls.hangUp}>
          {t('call.decline')}
          <Kbd>{keysInWords(DECLINE, mac)}</Kbd>
        </Button>
      </footer>
      {desk && <MaybeList desk={desk} />}
      {desk && <Cases desk={desk} />}
    </section>
  )
}

/** What rings: a call to oneself, one that a colleague or a supervisor's own wish puts through, or one going out. */
function headingOf(desk: DeskCall | null) {
  if (desk?.role === 'consulted') return 'consulted'
  if (desk?.role === 'supervisor') return 'supervising'
  return desk?.call.direction === 'out' ? 'outgoing' : 'heading'
}

/** Says once that it rings, and once that it has gone without being answered. */
function useToldOnce(line: Line, mayAnswer: boolean) {
  const { t } = useT('phone')
  const announce = useAnnounce()
  const who = line.desk ? whoInWords(t, line.desk.call) : (line.session?.number ?? t('call.withheld'))
  const tell = useEffectEvent(() => {
    const keys = { answer: keysInWords(ANSWER, isMac()), decline: keysInWords(DECLINE, isMac()) }
    announce(mayAnswer ? t('pop.announced', { who, ...keys }) : t('pop.announcedPhone', { who }))
  })
  useEffect(() => tell(), [])
}

function TimeLeft({ until }: { until: string }) {
  const { t } = useT('phone')
  const now = useNow(TICK_MS)
  const [from] = useState(() => Date.now())
  const { seconds, percent } = ringsFor(until, from, now)
  return (
    <>
      <span className="call-pop-left">{t('pop.left', { count: seconds })}</span>
      <Progress label={t('pop.leftLabel')} value={percent} isQuiet />
    </>
  )
}

function Facts({ desk: { call } }: { desk: DeskCall }) {
  const { t } = useT('phone')
  const now = useNow(1_000)
  const system = call.systemName ?? ''
  const waited = Math.max(call.waitMs, now - Date.parse(call.arrivedAt))
  const words = call.queueName ? t('pop.queue', { system, queue: call.queueName }) : system
  return (
    <p className="muted">
      {words}
      {call.direction === 'in' && `　${t('pop.waited', { span: clockOf(waited) })}`}
    </p>
  )
}

/** The caller's open cases first: the call belongs to one of them more often than not. */
function Cases({ desk: { call, openCases, recentCases } }: { desk: DeskCall }) {
  const { t } = useT('phone')
  const may = useMay()
  const open = useOpenCase()
  const attach = useAttach(call)
  const others = openCases.filter(({ id }) => id !== call.caseId)
  const recent = recentCases.filter(({ id }) => id !== call.caseId && !others.some((one) => one.id === id))
  return (
    <div className="call-pop-cases">
      {others.length > 0 && (
        <>
          <h3>{t('pop.openCases', { count: others.length })}</h3>
          <ul>
            {others.map((row) => (
              <li key={row.id}>
                <CaseLine row={row} onOpen={() => open(row.number)} />
                {may('case:handle') && (
                  <Button
                    size="small"
                    aria-label={t('pop.attachNamed', { number: row.number })}
                    isPending={attach.isPending}
                    onPress={() => attach.run(row)}
                  >
                    {t('pop.attach')}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {attach.problem && <ErrorLine>{attach.problem}</ErrorLine>}
      {recent.length > 0 && (
        <>
          <h3>{t('pop.recentCases')}</h3>
          <ul>
            {recent.map((row) => (
              <li key={row.id}>
                <CaseLine row={row} onOpen={() => open(row.number)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {call.caseNumber && (
        <Button
          variant="quiet"
          size="small"
          icon={<FolderOpen aria-hidden />}
          onPress={() => call.caseNumber && open(call.caseNumber)}
        >
          {t('pop.ownCase', { number: call.caseNumber })}
        </Button>
      )}
    </div>
  )
}

function CaseLine({ row, onOpen }: { row: DeskCall['openCases'][number]; onOpen: () => void }) {
  return (
    <div className="call-pop-case">
      <button type="button" className="call-pop-title" onClick={onOpen}>
        {row.title}
      </button>
      <span className="muted">
        <StatusChip state={row.status as Parameters<typeof StatusChip>[0]['state']} /> {row.number}{' '}
        {row.ownerName} <RocTime at={row.openedAt} show="date" />
      </span>
    </div>
  )
}

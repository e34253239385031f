import { CirclePause, CirclePlay, Mic, MicOff, Pause, PhoneForwarded, PhoneOff, Play } from 'lucide-react'
import { lazy, type Ref, Suspense, useState } from 'react'
import { clockOf, numberInWords } from '../../../parts/calls/words.ts'
import { useT } from '../../../platform/i18n.ts'
import { formatPhone } from '../../../platform/phone.ts'
import { isMac, keysInWords, useShortcut } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { useNow } from '../../../ui/Elapsed.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import type { Line } from '../line.ts'
import type { Commands } from '../use-commands.ts'
import type { Controls } from '../use-controls.ts'
import { CallNotes } from './CallNotes.tsx'
import { Consultation } from './Consultation.tsx'
import { Keypad } from './Keypad.tsx'
import './phone.css'

const TransferDialog = lazy(() =>
  import('../transfer/TransferDialog.tsx').then((m) => ({ default: m.TransferDialog })),
)

const HANG_UP = 'Alt+KeyX'
const HOLD = 'Alt+KeyH'
const MUTE = 'Alt+KeyM'
const TRANSFER = 'Alt+KeyT'
const TICK_MS = 1_000

/** The call that is on: with whom, for how long, and everything that can be done with it. */
export function CallPill({
  line,
  controls,
  commands,
  isElsewhere,
  ref,
}: {
  line: Line
  controls: Controls
  commands: Commands
  isElsewhere: boolean
  ref?: Ref<HTMLElement>
}) {
  const { t } = useT('phone')
  const [isTransferring, setTransferring] = useState(false)
  const { desk, stage, consulted } = line
  const isHeld = stage === 'held'
  const isTalking = stage === 'talking' || isHeld
  const may = (what: 'transfer' | 'consult') => isTalking && !consulted && (desk?.can.includes(what) ?? false)
  const mayTransfer = may('transfer') || may('consult')
  const mac = isMac()
  const hint = (label: string, keys: string) => `${label}（${keysInWords(keys, mac)}）`

  useShortcut({
    keys: HANG_UP,
    label: t('call.hangUp'),
    inDialog: true,
    isUrgent: true,
    run: controls.hangUp,
  })
  useShortcut({
    keys: HOLD,
    label: t('call.hold'),
    inDialog: true,
    isUrgent: true,
    run: () => isTalking && controls.canHold && controls.hold(),
  })
  useShortcut({
    keys: MUTE,
    label: t('call.mute'),
    inDialog: true,
    isUrgent: true,
    run: () => isTalking && controls.canMute && controls.mute(),
  })
  useShortcut({
    keys: TRANSFER,
    label: t('call.transfer'),
    isUrgent: true,
    run: () => mayTransfer && setTransferring(true),
  })

  return (
    <section className="call-pill" data-stage={stage} aria-label={t('call.label')} ref={ref} tabIndex={-1}>
      <Who line={line} />
      <div className="call-buttons" role="toolbar" aria-label={t('call.label')}>
        {isTalking && (
          <>
            <Tool
              label={t('call.mute')}
              title={hint(t(controls.isMuted ? 'call.unmute' : 'call.mute'), MUTE)}
              icon={controls.isMuted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
              isPressed={controls.isMuted}
              isDisabled={!controls.canMute}
              onPress={controls.mute}
            />
            <Tool
              label={t('call.hold')}
              title={hint(t(isHeld ? 'call.retrieve' : 'call.hold'), HOLD)}
              icon={isHeld ? <Play aria-hidden /> : <Pause aria-hidden />}
              isPressed={isHeld}
              isDisabled={!controls.canHold}
              onPress={controls.hold}
            />
            {!consulted && (
              <Tool
                label={t('call.transfer')}
                title={hint(t('call.transfer'), TRANSFER)}
                icon={<PhoneForwarded aria-hidden />}
                isDisabled={!mayTransfer}
                onPress={() => setTransferring(true)}
              />
            )}
            {controls.canDtmf && <Keypad onKey={controls.dtmf} />}
            <RecordingButton line={line} commands={commands} />
          </>
        )}
        <Tool
          label={t('call.hangUp')}
          title={hint(t('call.hangUp'), HANG_UP)}
          icon={<PhoneOff aria-hidden />}
          isEnd
          isDisabled={!controls.canHangUp && !isElsewhere}
          onPress={controls.hangUp}
        />
      </div>
      {consulted && <Consultation line={line} consulted={consulted} commands={commands} />}
      <CallNotes line={line} commands={commands} isMuted={controls.isMuted} />
      <Suspense>
        {isTransferring && desk && (
          <TransferDialog desk={desk} commands={commands} onClose={() => setTransferring(false)} />
        )}
      </Suspense>
    </section>
  )
}

/** With whom, and how long: rings, talks, is on hold. */
function Who({ line: { stage, since, session, desk, consulted, isConference } }: { line: Line }) {
  const { t } = useT('phone')
  const now = useNow(TICK_MS)
  const call = desk?.call
  const number = call
    ? numberInWords(t, call)
    : session?.number
      ? formatPhone(session.number)
      : t('call.withheld')
  const shown = consulted && !isConference ? 'consulting' : stage
  return (
    <div className="call-with">
      <b className="call-pill-number">{number}</b>
      <span className="call-pill-time" role="timer">
        {t('call.timer', { stage: t(`call.stage.${shown}`), time: clockOf(now - since) })}
      </span>
      {call?.caller && (
        <span className="call-pill-name">
          {[call.caller.agencyName, call.caller.name].filter(Boolean).join('　')}
        </span>
      )}
      {call?.caseNumber && (
        <RouteLink
          to="/desk/q/$view/{-$number}"
          params={{ view: 'mine', number: call.caseNumber }}
          search={{}}
          aria-label={t('call.openCase', { number: call.caseNumber })}
        >
          {call.caseNumber}
        </RouteLink>
      )}
    </div>
  )
}

function Tool({
  label,
  title,
  icon,
  isPressed,
  isEnd = false,
  isDisabled,
  onPress,
}: {
  label: string
  title: string
  icon: React.ReactNode
  isPressed?: boolean
  isEnd?: boolean
  isDisabled?: boolean
  onPress: () => void
}) {
  return (
    <span title={title}>
      <Button
        size="small"
        variant={isEnd ? 'seal' : 'secondary'}
        className="call-button"
        icon={icon}
        aria-label={label}
        {...(isPressed !== undefined && { 'aria-pressed': isPressed })}
        isDisabled={isDisabled ?? false}
        onPress={onPress}
      >
        <span className="call-button-word" aria-hidden>
          {label}
        </span>
      </Button>
    </span>
  )
}

/** Pauses what is recorded while personal data is spoken. */
function RecordingButton({ line: { desk }, commands }: { line: Line; commands: Commands }) {
  const { t } = useT('phone')
  if (!desk?.can.includes('record') || !desk.recording || desk.recording === 'failed') return null
  const isPaused = desk.recording === 'paused'
  const what = isPaused ? 'resume-recording' : 'pause-recording'
  return (
    <Tool
      label={t('call.pauseRecording')}
      title={t(isPaused ? 'call.pausedHelp' : 'call.pauseHelp')}
      icon={isPaused ? <CirclePlay aria-hidden /> : <CirclePause aria-hidden />}
      isPressed={isPaused}
      isDisabled={commands.isAsked(what)}
      onPress={() => commands.ask({ do: what })}
    />
  )
}

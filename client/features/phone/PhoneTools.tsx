import { useQuery, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { DeskPhone } from '../../../server/api.ts'
import { PHONE, phoneQuery, takeDialled } from '../../parts/calls/queries.ts'
import { whoInWords } from '../../parts/calls/words.ts'
import { Problem } from '../../platform/api.ts'
import { useRinging } from '../../platform/bell.ts'
import { useT } from '../../platform/i18n.ts'
import { useHint, useLive } from '../../platform/live.ts'
import { useMay } from '../../platform/session.ts'
import { useTitleBadge } from '../../platform/title.ts'
import { useAnnounce } from '../../ui/LiveRegions.tsx'
import { type Line, lineOf } from './line.ts'
import { CallPop } from './pop/CallPop.tsx'
import { opensCase } from './preferences.ts'
import { CallPill } from './strip/CallPill.tsx'
import { PhoneStatus } from './strip/PhoneStatus.tsx'
import { useCommands } from './use-commands.ts'
import { useControls } from './use-controls.ts'
import { useOpenCase } from './use-open-case.ts'
import { usePort } from './use-port.ts'

const WrapUpPanel = lazy(() => import('./wrap-up/WrapUpPanel.tsx').then((m) => ({ default: m.WrapUpPanel })))

const RINGING_MS = 5_000
const ON_CALL_MS = 15_000
const QUIET_MS = 60_000

/** In the strip of whoever answers calls: their telephone, and the call that rings or is on. */
export function PhoneTools() {
  const may = useMay()
  return may('desk:work') ? <Phone /> : null
}

function Phone() {
  const { t } = useT('phone')
  const isOnline = useLive()?.state === 'online'
  const { data: phone, error } = useQuery({
    ...phoneQuery,
    refetchInterval: ({ state: { data } }) => everyMs(data, isOnline),
    refetchIntervalInBackground: true,
  })
  usePhoneHints(phone)
  if (!phone)
    return error && !isNotTelephoning(error) ? (
      <span className="phone-failed">{t('status.failed')}</span>
    ) : null
  return phone.extension ? <AtSeat phone={phone} /> : null
}

/** No agent, no seat, or a server without a telephone: nothing is missing. */
const isNotTelephoning = (error: unknown) =>
  error instanceof Problem && (error.code === 'not-an-agent' || error.status === 403 || error.status === 404)

function everyMs(phone: DeskPhone | undefined, isOnline: boolean) {
  if (!phone?.extension) return false
  if (phone.call?.call.state === 'ringing' || !isOnline) return RINGING_MS
  return phone.call || phone.wrapUp ? ON_CALL_MS : QUIET_MS
}

function usePhoneHints(phone: DeskPhone | undefined) {
  const queries = useQueryClient()
  const ask = () => void queries.invalidateQueries({ queryKey: PHONE })
  useHint('call.ringing', ask)
  useHint('call.changed', ({ callId }) => {
    if (callId === phone?.call?.call.id || callId === phone?.wrapUp?.callId) ask()
  })
  useHint('desk.phone-changed', () => {
    ask()
    void queries.invalidateQueries({ queryKey: ['desk'] })
  })
}

function AtSeat({ phone }: { phone: DeskPhone }) {
  const telephone = usePort(phone)
  const { port, state, isElsewhere } = telephone
  const line = lineOf(state.session, phone)
  const commands = useCommands(phone)
  const controls = useControls(port, line, commands)
  const isRinging = line?.stage === 'ringing'
  const isOut = line?.desk?.call.direction === 'out'
  useRinging(isRinging && !isElsewhere && !isOut)
  useTitleBadge(isRinging ? 1 : 0)
  useAnswerDialled(line, isOut, controls.answer)
  useCaseOnAnswer(line)
  useToldWithdrawn(line)
  const pill = useRef<HTMLElement>(null)
  useFocusAfterAnswer(line, pill)
  const ringing = isRinging ? line : undefined
  return (
    <>
      <PhoneStatus phone={phone} telephone={telephone} line={line} />
      {line && !ringing && (
        <CallPill ref={pill} line={line} controls={controls} commands={commands} isElsewhere={isElsewhere} />
      )}
      {ringing && (
        <CallPop
          // The same call offered twice rings twice; the same offer told twice once.
          key={ringing.desk ? `${ringing.desk.call.id} ${ringing.desk.offerId}` : ringing.session?.id}
          line={ringing}
          controls={controls}
          isElsewhere={isElsewhere}
        />
      )}
      <Suspense>
        {phone.wrapUp && !line && <WrapUpPanel key={phone.wrapUp.callId} wrapUp={phone.wrapUp} />}
      </Suspense>
    </>
  )
}

/** Whoever asked to be put through has said already that they want to talk. */
function useAnswerDialled(line: Line | null, isOut: boolean, answer: () => void) {
  const queries = useQueryClient()
  const ringing = line?.session?.state === 'ringing' ? line.session.id : undefined
  const answered = useRef<string>(undefined)
  const goOn = useEffectEvent((id: string) => {
    if (answered.current === id) return
    const isOwn = takeDialled(queries)
    if (!isOwn && !isOut) return
    answered.current = id
    answer()
  })
  useEffect(() => {
    if (ringing) goOn(ringing)
    // The server may say a moment later that it is a call that goes out.
  }, [ringing, isOut])
}

/** Says of a call that rang here that it has gone, unless it was answered. */
function useToldWithdrawn(line: Line | null) {
  const { t } = useT('phone')
  const announce = useAnnounce()
  const rang = useRef<Line>(undefined)
  useEffect(() => {
    if (line?.stage === 'ringing') rang.current = line
    else {
      const gone = line ? undefined : rang.current
      rang.current = undefined
      if (gone) announce(t('pop.withdrawn', { who: gone.desk ? whoInWords(t, gone.desk.call) : '' }))
    }
  }, [line, announce, t])
}

/**
 * Opens the case of a call that was seen to ring here and is answered, where the agent wants it so. Whoever listens to
 * another's call stays where they supervise.
 */
function useCaseOnAnswer(line: Line | null) {
  const open = useOpenCase()
  const [rang, setRang] = useState<string>()
  const callId = line?.desk?.call.id
  const isTalking = line?.stage === 'talking'
  const number = line?.desk?.call.caseNumber
  const isSupervising = line?.desk?.role === 'supervisor'
  const follow = useEffectEvent(() => {
    if (!number || rang !== callId) return
    setRang(undefined)
    if (opensCase()) open(number)
  })
  useEffect(() => {
    if (callId && line?.stage === 'ringing' && !isSupervising) setRang(callId)
  }, [callId, line?.stage, isSupervising])
  useEffect(() => {
    if (isTalking && callId && number) follow()
  }, [isTalking, callId, number])
}

/** The button that answered is gone: who used keys goes on at the call, not at the top of the page. */
function useFocusAfterAnswer(line: Line | null, pill: React.RefObject<HTMLElement | null>) {
  const isTalking = line?.stage === 'talking'
  useEffect(() => {
    if (isTalking && document.activeElement === document.body) pill.current?.focus()
  }, [isTalking, pill])
}

import { useState } from 'react'
import { problemSentence, useT } from '../../platform/i18n.ts'
import type { PhonePort } from '../../platform/phone/port.ts'
import { useToast } from '../../ui/Toasts.tsx'
import type { Line } from './line.ts'
import type { Commands } from './use-commands.ts'

/**
 * What can be done with the call that is at the desk. The telephone of this page does by itself what it can, so that
 * it works while the server is away; a telephone on the desk is told through the exchange.
 */
export function useControls(port: PhonePort | undefined, line: Line | null, commands: Commands) {
  const { t } = useT('phone')
  const toast = useToast()
  const [isAnswering, setAnswering] = useState(false)
  const own = port && line?.session ? port : undefined
  const can = (what: 'hold' | 'mute' | 'dtmf' | 'hang-up') =>
    own !== undefined || (line?.desk?.can.includes(what) ?? false)
  const tell = (error: unknown) => toast({ text: problemSentence(t, error), tone: 'danger' })
  const isMuted = line?.session ? line.session.isMuted : commands.isMuted
  return {
    isMuted,
    isAnswering,
    canAnswer: own !== undefined,
    canHold: can('hold'),
    canMute: can('mute'),
    canDtmf: can('dtmf'),
    canHangUp: can('hang-up'),
    answer() {
      if (!own || isAnswering) return
      setAnswering(true)
      void own
        .answer()
        .catch(tell)
        .finally(() => setAnswering(false))
    },
    hangUp() {
      if (own) void own.hangUp().catch(tell)
      else commands.ask({ do: line?.stage === 'ringing' ? 'decline' : 'hang-up' })
    },
    hold() {
      const isHeld = line?.stage === 'held'
      if (own) void (isHeld ? own.retrieve() : own.hold()).catch(tell)
      else commands.ask({ do: isHeld ? 'retrieve' : 'hold' })
    },
    mute() {
      if (own) void own.mute(!isMuted).catch(tell)
      else commands.ask({ do: isMuted ? 'unmute' : 'mute' })
    },
    dtmf(digits: string) {
      if (own) void own.dtmf(digits).catch(tell)
      else commands.ask({ do: 'dtmf', digits })
    },
  }
}

export type Controls = ReturnType<typeof useControls>

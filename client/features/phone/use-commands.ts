import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import type { DeskPhone } from '../../../server/api.ts'
import { PHONE } from '../../parts/calls/queries.ts'
import { api } from '../../platform/api.ts'
import { problemSentence, type Translate, useT } from '../../platform/i18n.ts'
import { newKey } from '../../platform/new-key.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { type Asked, hasHappened, PATIENCE_MS, type Pending } from './commands.ts'

const WORDS = {
  hold: 'call.hold',
  retrieve: 'call.retrieve',
  mute: 'call.mute',
  unmute: 'call.unmute',
  'hang-up': 'call.hangUp',
  decline: 'call.decline',
  'complete-transfer': 'call.complete',
  'cancel-consult': 'call.cancelConsult',
  conference: 'call.conference',
  'blind-transfer': 'transfer.blind',
  consult: 'transfer.consult',
  dtmf: 'call.keypad',
  'pause-recording': 'call.pauseRecording',
  'resume-recording': 'call.resumeRecording',
  survey: 'call.survey',
} as const satisfies Record<Asked['do'], string>

const inWords = (t: Translate<'phone'>, action: Asked) => t(WORDS[action.do])

/** Asks things of the exchange through the server, and keeps what is accepted in view until it has happened. */
export function useCommands(phone: DeskPhone | undefined) {
  const { t } = useT('phone')
  const toast = useToast()
  const queries = useQueryClient()
  const [accepted, setAccepted] = useState<readonly Pending[]>([])
  const [mutedCall, setMutedCall] = useState<string>()
  const [survey, setSurvey] = useState<{ callId: string; isOn: boolean }>()
  const callId = phone?.call?.call.id
  const pending = accepted.filter((one) => !hasHappened(one, phone))
  const drop = (gone: readonly Pending[]) => setAccepted((all) => all.filter((one) => !gone.includes(one)))

  const { mutate, isPending, variables } = useMutation({
    mutationFn: ({ callId, action }: Pending) =>
      api('POST /calls/:callId/actions', {
        params: { callId: callId as NonNullable<DeskPhone['call']>['call']['id'] },
        body: { ...action, commandId: newKey() },
      }),
    onSuccess: ({ accepted: isAccepted }, asked) => {
      if (!isAccepted)
        return toast({ text: t('call.refused', { what: inWords(t, asked.action) }), tone: 'danger' })
      if (asked.action.do === 'mute') setMutedCall(asked.callId)
      if (asked.action.do === 'unmute') setMutedCall(undefined)
      if (asked.action.do === 'survey') setSurvey({ callId: asked.callId, isOn: asked.action.isOn })
      setAccepted((all) => [...all, { ...asked, at: Date.now() }])
    },
    onError: (error) => toast({ text: problemSentence(t, error), tone: 'danger' }),
    onSettled: () => void queries.invalidateQueries({ queryKey: PHONE }),
  })

  const [oldest] = pending
  const giveUp = useEffectEvent(() => {
    for (const { action } of pending)
      toast({ text: t('call.noAnswer', { what: inWords(t, action) }), tone: 'danger' })
    drop(accepted)
  })
  useEffect(() => {
    if (oldest === undefined) return
    const timer = setTimeout(() => giveUp(), oldest.at + PATIENCE_MS - Date.now())
    return () => clearTimeout(timer)
  }, [oldest])

  const asking = isPending && variables ? [variables] : []
  return {
    ask(action: Asked) {
      if (callId) mutate({ callId, action, at: Date.now() })
    },
    /** In words, what is on its way. */
    inProgress: [...asking, ...pending].map(({ action }) => inWords(t, action)),
    isAsked: (what: Asked['do']) => [...asking, ...pending].some(({ action }) => action.do === what),
    /** As it was last wanted; else as it is set for everybody. */
    asksSurvey: survey?.callId === callId ? survey?.isOn === true : (phone?.call?.asksSurvey ?? false),
    /** What a desk phone was last told; it tells nobody itself. */
    isMuted: callId !== undefined && mutedCall === callId,
  }
}

export type Commands = ReturnType<typeof useCommands>

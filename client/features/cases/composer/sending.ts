import { useEffect, useEffectEvent, useRef } from 'react'
import type { PendingReply } from '../../../../server/api.ts'
import { useLive } from '../../../platform/live.ts'

/**
 * A reply that waits to be sent is no draft any more, in whichever window it was written; and when it waits no longer,
 * the server may have made it a draft again.
 */
export function useTakenOver({
  pending,
  draft,
}: {
  pending: PendingReply | undefined
  draft: { body: { text: string } | undefined; forget: () => void; lookAgain: () => Promise<unknown> }
}) {
  const known = useRef<string | undefined>(undefined)
  const follow = useEffectEvent((id: string | undefined) => {
    if (id && pending && draft.body?.text === pending.text) draft.forget()
    if (known.current && known.current !== id) void draft.lookAgain()
    known.current = id
  })
  useEffect(() => follow(pending?.id), [pending?.id])
}

/** Tries again when the connection is back. */
export function useResending(until: number, isPending: boolean, again: () => void) {
  const live = useLive()
  const resend = useEffectEvent(again)
  const online = live?.state === 'online'
  useEffect(() => {
    if (until === 0 || !online || isPending) return
    const timer = setTimeout(() => resend(), 1_000)
    return () => clearTimeout(timer)
  }, [until, online, isPending])
}

import { useEffect, useEffectEvent, useState } from 'react'
import type { Hint, PortalCase } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { usePortal } from '../../platform/portal.ts'

const ASLEEP_MS = 30_000

/**
 * The case as it stands now. Asked for again when the page comes back into view and, for those signed in, when the
 * server hints at a change. A hint or an answer that gets lost costs nothing: the page has a link to load it anew.
 */
export function useLiveCase(loaded: PortalCase) {
  const { session } = usePortal()
  const [current, setCurrent] = useState(loaded)
  const signedIn = session !== null
  const { id, number } = loaded

  const askAgain = useEffectEvent(async () => {
    const now = await api('POST /progress/:number', { params: { number }, body: {} }).catch(() => undefined)
    if (now && now.version > current.version) setCurrent(now)
  })

  useEffect(() => {
    let hiddenAt = 0
    const onVisibility = () => {
      if (document.hidden) hiddenAt = Date.now()
      else if (hiddenAt > 0 && Date.now() - hiddenAt > ASLEEP_MS) void askAgain()
    }
    document.addEventListener('visibilitychange', onVisibility)
    return () => document.removeEventListener('visibilitychange', onVisibility)
  }, [])

  useEffect(() => {
    if (!signedIn) return
    let close: (() => void) | undefined
    let gone = false
    void import('socket.io-client').then(({ io }) => {
      if (gone) return
      const socket = io('/live', { transports: ['websocket', 'polling'] })
      let before = false
      socket.on('connect', () => {
        if (before && !socket.recovered) void askAgain()
        before = true
      })
      socket.on('case.changed', (hint: Hint<'case.changed'>) => {
        if (hint.caseId === id) void askAgain()
      })
      // The session is over, or the server does not want us: the page stays as it is.
      socket.on('connect_error', () => !socket.active && socket.disconnect())
      close = () => socket.disconnect()
    })
    return () => {
      gone = true
      close?.()
    }
  }, [signedIn, id])

  return { current, fresh: current !== loaded }
}

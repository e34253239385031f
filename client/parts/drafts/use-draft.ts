import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import { useSession } from '../../platform/session.ts'
import { draftPlace, type Kept, readKeptDraft, reconcile, type Stored, writeKeptDraft } from './drafts.ts'

const SAVE_AFTER_MS = 2_000

type Body = Record<string, unknown>

/**
 * What somebody is writing: kept on this computer with every key, on the server every two seconds, and found again
 * after a reload, another sign-in, or at another desk.
 *
 * @param onAdopted told when a draft of the server takes the place of what is shown
 */
export function useDraft<B extends Body>(key: string, onAdopted: (body: B) => void) {
  const { personId } = useSession()
  const place = draftPlace(personId, key)
  const [kept, setKept] = useState(() => readKeptDraft<B>(place))
  const [other, setOther] = useState<Kept<B>>()
  const now = useRef(kept)
  const pending = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  /** What is on its way to the server. */
  const saving = useRef<Promise<unknown>>(Promise.resolve())
  const adopted = useEffectEvent(onAdopted)

  const set = (next: Kept<B> | undefined) => {
    now.current = next
    writeKeptDraft(place, next)
    setKept(next)
  }

  const save = async () => {
    clearTimeout(pending.current)
    pending.current = undefined
    const body = now.current?.body ?? null
    const { updatedAt } = await api('PUT /drafts/:key', { params: { key }, body: { body } })
    // Not when it was cleared or written on meanwhile by another page: then the next save tells.
    if (now.current && updatedAt) set({ ...now.current, serverAt: updatedAt })
  }
  const saveQuietly = () => {
    saving.current = save().catch(() => undefined)
  }
  const saveLater = () => {
    pending.current ??= setTimeout(saveQuietly, SAVE_AFTER_MS)
  }
  const saveNow = useEffectEvent(() => {
    if (pending.current) saveQuietly()
  })

  const compare = useEffectEvent((server: Stored<B>) => {
    const choice = reconcile(now.current, server)
    if (choice !== 'server' && choice !== 'both') return
    const found = { body: server.body as B, at: server.updatedAt ?? '', serverAt: server.updatedAt }
    if (choice === 'both') return setOther(found)
    set(found)
    adopted(found.body)
  })
  const shown = useRef(true)
  const lookAgain = useCallback(
    () =>
      api('GET /drafts/:key', { params: { key } })
        .then((server) => shown.current && compare(server as Stored<B>))
        .catch(() => undefined),
    [key],
  )
  useEffect(() => {
    shown.current = true
    void lookAgain()
    return () => {
      shown.current = false
      saveNow()
    }
  }, [lookAgain])

  return {
    body: kept?.body,
    /** When the server last kept it; null while only this computer has it. */
    savedAt: kept?.serverAt && kept.serverAt >= kept.at ? kept.serverAt : null,
    keep(body: B) {
      set({ body, at: new Date().toISOString(), serverAt: now.current?.serverAt ?? null })
      saveLater()
    },
    /** Once it is sent. */
    clear() {
      const had = now.current
      set(undefined)
      setOther(undefined)
      if (had) saveQuietly()
    },
    /** Once the server has taken it over: nothing of it is here any more, and nothing is told. */
    forget() {
      clearTimeout(pending.current)
      pending.current = undefined
      set(undefined)
      setOther(undefined)
    },
    /** Nothing is on its way to the server any more, nor will be: what is sent next is not overtaken by its own draft. */
    settle() {
      clearTimeout(pending.current)
      pending.current = undefined
      return saving.current
    },
    /** Sends what has not been sent to the server yet, before something there goes on from it. */
    flush: async () => {
      if (pending.current) await save()
    },
    /** Looks again at what the server has: something there has become a draft. */
    lookAgain,
    /** A different draft from another computer, to be chosen or left. */
    other,
    takeOther() {
      if (!other) return
      set(other)
      setOther(undefined)
      onAdopted(other.body)
    },
    leaveOther() {
      setOther(undefined)
      if (now.current) saveLater()
    },
  }
}

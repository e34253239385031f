import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import { api } from '../../platform/api.ts'
import type { KeptFile } from '../../platform/uploads/upload.ts'
import { DRAFT_KEY, type Draft, latestDraft, parseDraft, readDraft } from './draft.ts'
import { isWorthKeeping, type Values } from './values.ts'

const SAVE_AFTER_MS = 2000
const SERVER_KEY = 'case-form'

export type Saved = { at: string; where: 'here' | 'account' } | 'failed' | undefined

/**
 * Keeps a half-filled form in this browser every two seconds, and on the server for those signed in. `onFound` is told
 * once what was kept before, if anything.
 */
export function useDraft({
  owner,
  values,
  untouched,
  files,
  onFound,
}: {
  owner: string | null
  values: Values
  /** What the form holds when nobody has typed anything. */
  untouched: Values
  files: readonly KeptFile[]
  onFound: (draft: Draft) => void
}) {
  const [saved, setSaved] = useState<Saved>()
  const looked = useRef(false)
  const last = useRef(contentOf(values, files))

  const save = useEffectEvent(async (leaving = false) => {
    const content = contentOf(values, files)
    if (content === last.current) return
    last.current = content
    const worth = isWorthKeeping(values, untouched) || files.length > 0
    const draft = worth ? { values, files: [...files], at: new Date().toISOString(), owner } : undefined
    const here = keepHere(draft)
    const there = owner && !leaving ? await keepThere(draft) : false
    if (leaving) return
    if (!draft) setSaved(undefined)
    else setSaved(here || there ? { at: draft.at, where: there ? 'account' : 'here' } : 'failed')
  })

  const found = useEffectEvent(onFound)
  useEffect(() => {
    let gone = false
    void lookUp(owner).then((draft) => {
      if (gone) return
      looked.current = true
      if (draft) found(draft)
    })
    return () => {
      gone = true
    }
  }, [owner])

  const content = contentOf(values, files)
  // One timer from the first change on: somebody who types without a pause is saved as well.
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (!looked.current || content === last.current || timer.current) return
    timer.current = setTimeout(() => {
      timer.current = undefined
      void save()
    }, SAVE_AFTER_MS)
  }, [content])
  useEffect(() => {
    const onLeave = () => void save(true)
    addEventListener('pagehide', onLeave)
    return () => {
      removeEventListener('pagehide', onLeave)
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [])

  return {
    saved,
    discard: useCallback(() => {
      setSaved(undefined)
      void forgetDraft(owner)
    }, [owner]),
  }
}

/** The draft has become a case, or is not wanted any more. */
export async function forgetDraft(owner: string | null) {
  keepHere(undefined)
  if (owner) await keepThere(undefined)
}

const contentOf = (values: Values, files: readonly KeptFile[]) => JSON.stringify([values, files])

async function lookUp(owner: string | null): Promise<Draft | undefined> {
  const now = new Date()
  const there = owner
    ? await api('GET /drafts/:key', { params: { key: SERVER_KEY } }).catch(() => null)
    : null
  return latestDraft(
    [parseDraft(storage()?.getItem(DRAFT_KEY) ?? null, now), readDraft(there?.body, now)],
    owner,
  )
}

function keepHere(draft: Draft | undefined): boolean {
  try {
    if (draft) storage()?.setItem(DRAFT_KEY, JSON.stringify(draft))
    else storage()?.removeItem(DRAFT_KEY)
    return storage() !== undefined
  } catch {
    return false
  }
}

const keepThere = (draft: Draft | undefined): Promise<boolean> =>
  api('PUT /drafts/:key', { params: { key: SERVER_KEY }, body: { body: draft ?? null } }).then(
    () => true,
    () => false,
  )

/** Absent where the browser forbids it. */
function storage(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

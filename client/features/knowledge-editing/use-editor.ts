import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { EditedEntry } from '../../../server/api.ts'
import { useDraft } from '../../parts/drafts/use-draft.ts'
import { api, Problem } from '../../platform/api.ts'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { type Conflict, conflictIn, conflictWith } from './conflict.ts'
import {
  type AtWork,
  type Content,
  contentOf,
  emptyContent,
  type Fault,
  faultsOf,
  faultsOfGaps,
  isSame,
} from './content.ts'
import { useTakeIn } from './use-editing-hints.ts'
import { useSend } from './use-send.ts'

/** What is kept of it before it is saved: the words, what they began from, and which version of it that was. */
type Written = {
  content: Content
  base: Content
  version: number
  /** Of files that no saved draft has yet. */
  files?: Readonly<Record<string, FileFacts>>
}
export type FileFacts = { name: string; bytes: number }

/**
 * An entry in the making. What is typed is kept on this computer with every key and on the server every two seconds, for
 * this person alone; saved, it is everybody's draft. What others saved meanwhile is never written over.
 *
 * @param entry undefined: a new one
 * @param onSaved told once it is saved; `isSubmitted` when it went on to its review
 * @param onConflict told when saving was refused because somebody else had saved
 */
export function useEditor(
  entry: EditedEntry | undefined,
  onSaved: (entry: EditedEntry, isSubmitted: boolean) => void,
  onConflict: () => void,
) {
  const { t } = useT('entries')
  const toast = useToast()
  const takeIn = useTakeIn()
  const atWork = entry?.atWork ?? undefined
  const [first] = useState<Written>(() => startOf(atWork))
  const start = useRef(first)
  const draft = useDraft<Written>(atWork ? `knowledge:${atWork.id}` : 'knowledge:new', () => undefined)
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [attempt, setAttempt] = useState(0)
  const [refused, setRefused] = useState<Conflict>()
  const isSending = useRef(false)
  const send = useSend(atWork)

  const now: Written = draft.body ?? start.current
  const latest = useRef(now)
  latest.current = now
  const { content } = now
  const isDirty = !isSame(content, now.base)
  const heard = conflictWith(entry, now.version)
  const conflict = refused && refused.version !== now.version ? refused : isDirty ? heard : undefined
  // What others saved is simply what there is, as long as nothing of one's own is in between.
  const follows = heard && !isDirty && atWork ? startOf(atWork) : undefined
  if (follows && !draft.body) start.current = follows
  const shown = follows && !draft.body ? follows : now

  const put = (next: Written) => {
    latest.current = next
    draft.keep(next)
  }
  const change = (patch: Partial<Content>, files: Written['files'] = {}) => {
    const before = follows && !draft.body ? follows : latest.current
    put({
      ...before,
      content: { ...before.content, ...patch },
      files: { ...before.files, ...files },
    })
  }

  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async ({ andSubmit }: { andSubmit: boolean }) => {
      const sent = latest.current
      const saved = await send(sent)
      settled(sent, saved)
      if (!andSubmit || !saved.atWork) return { saved, isSubmitted: false }
      const { id, version } = saved.atWork
      const submitted = await api('POST /knowledge-versions/:versionId/submission', {
        params: { versionId: id },
        body: { version },
      })
      takeIn(submitted)
      return { saved: submitted, isSubmitted: true }
    },
    onSuccess: ({ saved, isSubmitted }) => {
      const word = isSubmitted ? 'entry.submitted' : 'editor.saved'
      toast({ text: t(word, { number: saved.number }), tone: 'success' })
      onSaved(saved, isSubmitted)
    },
    onSettled: () => {
      isSending.current = false
    },
    onError: (problem) => {
      const found = conflictIn(problem)
      // The answer to an earlier attempt was lost on its way: what is there is what was sent.
      if (found && isSame(found.theirs, latest.current.content))
        return put({ ...latest.current, base: found.theirs, version: found.version })
      if (found) {
        setRefused(found)
        return onConflict()
      }
      const told = faultsTold(problem)
      if (told.length > 0) {
        setFaults(told)
        setAttempt((n) => n + 1)
      }
    },
  })

  /** What was typed while it was on its way goes on from what is saved now. */
  function settled(sent: Written, saved: EditedEntry) {
    const next = startOf(saved.atWork ?? undefined)
    start.current = next
    setRefused(undefined)
    if (isSame(latest.current.content, sent.content)) draft.clear()
    else put({ ...next, content: latest.current.content })
    takeIn(saved)
  }

  function save(andSubmit = false) {
    // Held down, the keys come faster than the screen follows.
    if (isSending.current) return
    const found = faultsOf(latest.current.content)
    setFaults(found)
    if (found.length > 0) return setAttempt((n) => n + 1)
    reset()
    isSending.current = true
    mutate({ andSubmit })
  }

  return {
    entry,
    content: shown.content,
    isDirty,
    change,
    save,
    isSaving: isPending,
    /** When the server kept what is not saved yet; null while only this computer has it. */
    keptAt: draft.savedAt,
    faults,
    /** Grows with each refused attempt, for the summary above the form. */
    attempt,
    problem: error && !conflictIn(error) && faults.length === 0 ? problemSentence(t, error) : undefined,
    conflict,
    base: now.base,
    files: now.files,
    /** Goes on from what the other saved, with what was put together out of both. */
    merge(merged: Content, { theirs, version }: Conflict) {
      setRefused(undefined)
      reset()
      put({ ...latest.current, content: merged, base: theirs, version })
    },
    /** Back to what is saved. */
    forget() {
      start.current = startOf(atWork)
      setFaults([])
      setRefused(undefined)
      reset()
      draft.clear()
    },
    other: draft.other,
    takeOther: draft.takeOther,
    leaveOther: draft.leaveOther,
  }
}

export type Editor = ReturnType<typeof useEditor>

const startOf = (atWork: AtWork | undefined): Written => {
  const content = atWork ? contentOf(atWork) : emptyContent
  return { content, base: content, version: atWork?.version ?? 0 }
}

/** What the server found at fault, by field. */
function faultsTold(problem: unknown): Fault[] {
  if (!(problem instanceof Problem)) return []
  if (problem.code === 'entry-incomplete') return faultsOfGaps((problem.detail['gaps'] as string[]) ?? [])
  return []
}

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Case, Entry, PendingReply } from '../../../../server/api.ts'
import { useDraft } from '../../../parts/drafts/use-draft.ts'
import { api, Problem } from '../../../platform/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { newKey } from '../../../platform/new-key.ts'
import { useSession } from '../../../platform/session.ts'
import { type KeptFile, ready, unsettled } from '../../../platform/uploads/upload.ts'
import { useUploads } from '../../../platform/uploads/use-uploads.ts'
import { type Conflict, conflictOf, keepChanged } from '../commands.ts'
import { unseenSince, versionSeen } from '../unseen.ts'
import { type Outcome, outcomesOf, usualOutcome } from './outcomes.ts'
import { useResending, useTakenOver } from './sending.ts'

const RESEND_WITHIN_MS = 120_000

type FileIds = NonNullable<Entry['body']['files']>[number]['id'][]

/** What is kept of a message not yet sent. */
type Written = {
  text: string
  files: KeptFile[]
  outcome: Outcome | null
  /** The version of the case when writing began. */
  version: number
  key: string
  /** When it is to be sent, if not at once. */
  sendAt?: string
  /** Why it was not sent though it was ordered: the code of a problem. */
  returned?: string
  /** How the case was to be closed with it. */
  closing?: { rootCause: NonNullable<Case['rootCause']>; disposition: NonNullable<Case['disposition']> }
  /** How many of its files are gone. */
  lost?: number
}

export type Mode = 'reply' | 'note'
export type Limits = Parameters<typeof useUploads>[0]

/**
 * A reply or a note in the making: its draft, its files, and the sending. Nothing that was written is lost: not when
 * others change the case, not when the connection breaks, not when the session ends.
 */
export function useMessage({
  row,
  entries,
  mode,
  limits,
  onSent,
}: {
  row: Case
  entries: readonly Entry[]
  mode: Mode
  limits: Limits
  onSent: (changed: Case) => void
}) {
  const { t } = useT('cases')
  const queries = useQueryClient()
  const { personId } = useSession()
  const [conflict, setConflict] = useState<Conflict>()
  const [fault, setFault] = useState<string>()
  const [resendUntil, setResendUntil] = useState(0)
  const [sent, setSent] = useState(0)

  const draft = useDraft<Written>(`case:${row.id}:${mode}`, ({ files }) => uploads.replace(files))
  const uploads = useUploads(limits, draft.body?.files ?? [])
  const written = draft.body
  const text = written?.text ?? ''
  const files = ready(uploads.uploads)
  const possible = outcomesOf(row)
  const outcome = written?.outcome && possible.includes(written.outcome) ? written.outcome : usualOutcome(row)
  const unseen = written ? unseenSince(entries, written.version, personId) : []

  const write = (change: Partial<Written>) => {
    const next: Written = {
      ...(written ?? { text: '', files: [], outcome: null, version: row.version, key: newKey() }),
      ...change,
    }
    if (next.text.trim() === '' && next.files.length === 0) draft.clear()
    else draft.keep(next)
  }
  const keepFiles = useEffectEvent(() => write({ files }))
  const fileIds = files.map(({ id }) => id).join()
  const keptIds = useRef(fileIds)
  useEffect(() => {
    if (keptIds.current === fileIds) return
    keptIds.current = fileIds
    keepFiles()
  }, [fileIds])

  const mine = row.pendingReplies.find(({ author }) => author.id === personId)
  const pending = mode === 'reply' ? mine : undefined
  useTakenOver({ pending, draft })

  /** `taken`: the server has made something else of it, and keeps no draft. */
  const empty = ({ taken = false } = {}) => {
    if (taken) draft.forget()
    else draft.clear()
    keptIds.current = ''
    uploads.replace([])
    setResendUntil(0)
  }
  const done = (changed: Case) => {
    const isPending = changed.pendingReplies.some(({ author }) => author.id === personId)
    empty({ taken: mode === 'reply' && isPending })
    setSent((count) => count + 1)
    keepChanged(queries, changed)
    onSent(changed)
  }
  const send = useMutation({
    mutationFn: async (version: number) => {
      await draft.settle()
      const to = { params: { caseId: row.id }, idempotencyKey: written?.key ?? newKey() }
      const content = { text, ...(files.length > 0 && { fileIds: files.map(({ id }) => id) as FileIds }) }
      return mode === 'note'
        ? api('POST /cases/:caseId/notes', { ...to, body: content })
        : api('POST /cases/:caseId/replies', {
            ...to,
            body: {
              ...content,
              version,
              outcome: outcome ?? 'stay',
              ...(written?.sendAt && { sendAt: written.sendAt as PendingReply['dueAt'] }),
            },
          })
    },
    onSuccess: done,
    onError: (error) => {
      setConflict(conflictOf(error))
      // It is a draft still: the server is to have it as well.
      if (draft.body) draft.keep(draft.body)
      if (isUnreachable(error)) setResendUntil((until) => until || Date.now() + RESEND_WITHIN_MS)
      else void queries.invalidateQueries({ queryKey: ['case', row.number] })
    },
  })
  useResending(resendUntil, send.isPending, () => {
    if (Date.now() < resendUntil) submit()
    else setResendUntil(0)
  })

  function submit(version?: number) {
    setFault(undefined)
    setConflict(undefined)
    if (text.trim() === '') return setFault(t('composer.empty'))
    if (unsettled(uploads.uploads).length > 0) return setFault(t('composer.uploading'))
    if (!send.isPending)
      send.mutate(version ?? versionSeen(entries, written?.version ?? row.version, personId))
  }

  return {
    mode,
    text,
    outcome,
    possible,
    uploads,
    files,
    draft,
    unseen,
    /** What stands in the way of sending, as a sentence. */
    fault,
    conflict,
    /** How many were sent from here. */
    sent,
    isSending: send.isPending,
    isResending: resendUntil > 0,
    error: conflict || resendUntil > 0 ? undefined : (send.error ?? undefined),
    version: written?.version ?? row.version,
    /** One's own reply that waits to be sent. */
    pending,
    sendAt: written?.sendAt,
    /** Why what is written here was not sent though it was ordered. */
    returned: written?.returned,
    closing: written?.closing,
    lost: written?.lost ?? 0,
    sendLater(sendAt: string | undefined) {
      const { sendAt: _, ...rest } = written ?? begin(row, outcome ?? 'stay')
      draft.keep(sendAt ? { ...rest, sendAt } : rest)
    },
    noteReturned() {
      const { returned: _, lost: __, ...rest } = written ?? begin(row, outcome ?? 'stay')
      draft.keep(rest)
    },
    flush: draft.flush,
    writeText(next: string) {
      setFault(undefined)
      if (send.error) send.reset()
      write({ text: next })
    },
    choose: (next: Outcome) => (written ? write({ outcome: next }) : draft.keep(begin(row, next))),
    /** Says that what others did has been looked at. */
    acknowledge: () => write({ version: row.version }),
    submit,
    stopResending: () => setResendUntil(0),
    forgetConflict: () => setConflict(undefined),
    /** Empties it after its text was sent another way. */
    empty,
  }
}

export type Message = ReturnType<typeof useMessage>

const begin = (row: Case, outcome: Outcome): Written => ({
  text: '',
  files: [],
  outcome,
  version: row.version,
  key: newKey(),
})

const isUnreachable = (error: unknown) => error instanceof Problem && error.status === 0

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { postedList, postedText, usePortal, usePosted } from '../../platform/portal.ts'
import { useSubmitOnce } from '../../platform/submit-once.ts'
import { readKept, ready, unsettled } from '../../platform/uploads/upload.ts'
import { useUploads } from '../../platform/uploads/use-uploads.ts'
import { type Draft, onTopOf } from './draft.ts'
import { errorsOf } from './errors.ts'
import { useDraft } from './use-draft.ts'
import { checkValues, isWorthKeeping, readValues, type Values, valuesOf } from './values.ts'

type Limits = { maxFiles: number; maxBytesTotal: number }

/**
 * The state of the form: what is typed, what is wrong with it, its files and its draft. It is sent by the browser; this
 * only holds back what would be refused, and a second press.
 *
 * @param words what somebody wrote on the home page: the description begins with it
 * @param system what the page that led here is about: chosen already
 */
export function useCaseForm({
  limits,
  formKey,
  words,
  system,
}: {
  limits: Limits
  formKey: string
  words: string
  system: string
}) {
  const { t } = useT('portal')
  const { session, now } = usePortal()
  const posted = usePosted('/cases/new')
  const owner = session?.personId ?? null
  const [untouched] = useState(() => valuesOf(session, words, system))
  const [values, setValues] = useState(() => (posted ? readValues(posted.values) : untouched))
  const files = useUploads(
    limits,
    posted && readKept(postedList(posted, 'fileIds'), postedList(posted, 'fileNames')),
  )
  const [key, setKey] = useState(postedText(posted, 'key') ?? formKey)
  const [attempt, setAttempt] = useState(0)
  const [waiting, setWaiting] = useState(false)
  const [found, setFound] = useState<{ draft: Draft; restored: boolean }>()
  const form = useRef<HTMLFormElement>(null)

  const restore = (draft: Draft) => {
    setValues(onTopOf(untouched, draft.values))
    files.replace(draft.files)
    setFound({ draft, restored: true })
  }
  const kept = ready(files.uploads)
  const { saved, discard } = useDraft({
    owner,
    values,
    untouched: useMemo(() => valuesOf(session), [session]),
    files: kept,
    onFound(draft) {
      if (posted) return
      // What stands there now is newer: the draft is offered, not put in its place.
      if (words || isWorthKeeping(values, untouched)) setFound({ draft, restored: false })
      else restore(draft)
    },
  })

  // What was typed before the page was awake.
  useLayoutEffect(() => {
    if (!form.current) return
    const typed = Object.fromEntries(new FormData(form.current))
    setValues((values) => readValues(typed, values))
  }, [])
  // Coming back with the browser's back button shows the page as it was left: the next case is another one.
  useEffect(() => {
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) setKey(crypto.randomUUID())
    }
    addEventListener('pageshow', onShow)
    return () => removeEventListener('pageshow', onShow)
  }, [])

  const checked = attempt > 0 || posted !== undefined
  const faults = checked ? checkValues(values, new Date(now)) : {}
  const errors = errorsOf(t, values, faults, posted)
  if (waiting && unsettled(files.uploads).length > 0) errors.files = t('caseForm.wrong.files')

  const { sending, onSubmit } = useSubmitOnce((form) => {
    // As it stands in the fields: a date that is none is known only there.
    const typed = readValues(Object.fromEntries(new FormData(form)), values)
    const held = unsettled(files.uploads).length > 0
    if (!held && Object.keys(checkValues(typed, new Date(now))).length === 0) return true
    setValues(typed)
    setWaiting(held)
    setAttempt((attempt) => attempt + 1)
    return false
  })

  return {
    form,
    values,
    files,
    kept,
    errors,
    key,
    attempt,
    sending,
    onSubmit,
    saved,
    found,
    problem: attempt === 0 ? posted?.problem : undefined,
    refused: checked && Object.keys(errors).length > 0,
    set: (changed: Partial<Values>) => setValues((values) => ({ ...values, ...changed })),
    restore,
    startAnew() {
      discard()
      setValues(untouched)
      files.replace([])
      setFound(undefined)
      setAttempt(0)
    },
  }
}

export type CaseFormState = ReturnType<typeof useCaseForm>

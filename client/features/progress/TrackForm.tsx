import { useEffect, useRef } from 'react'
import { useT } from '../../platform/i18n.ts'
import { postedText, useHref, usePosted } from '../../platform/portal.ts'
import { useSubmitOnce } from '../../platform/submit-once.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { codeInHash } from './code-in-hash.ts'

/**
 * Opens a case by its number and code. What does not fit is answered alike, whether there is no such case or it is
 * somebody else's.
 *
 * @param number already known from the address: then only the code is asked for, and one that a mail's link carries
 *   behind `#` is sent by itself
 */
export function TrackForm({ number }: { number?: string }) {
  const { t } = useT('portal')
  const href = useHref()
  const posted = usePosted('/track')
  const { sending, onSubmit } = useSubmitOnce()
  const form = useRef<HTMLFormElement>(null)
  const code = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const carried = codeInHash(location.hash)
    if (!carried || !code.current) return
    history.replaceState(null, '', location.pathname + location.search)
    code.current.value = carried
    form.current?.requestSubmit()
  }, [])

  const errors = (['number', 'code'] as const).flatMap((name) => {
    const message = posted?.errors[name]
    const field = t(`progress.track.${name}`)
    return message
      ? [{ fieldId: `track-${name}`, message: t('caseForm.fieldError', { field, message }) }]
      : []
  })
  const minutes = posted?.retryAfterSeconds && Math.ceil(posted.retryAfterSeconds / 60)
  return (
    <form
      method="post"
      action={href('/track')}
      noValidate
      className="portal-panel"
      aria-label={t('progress.track.title')}
      ref={form}
      onSubmit={onSubmit}
    >
      <ErrorSummary
        errors={errors}
        problem={
          minutes
            ? `${posted?.problem} ${t('signIn.wait', { count: minutes })}`
            : errors[0]
              ? undefined
              : posted?.problem
        }
      />
      {number ? (
        <input type="hidden" name="number" value={number} />
      ) : (
        <TextField
          id="track-number"
          name="number"
          label={t('progress.track.number')}
          description={t('progress.track.numberHelp')}
          autoComplete="off"
          defaultValue={postedText(posted, 'number') ?? ''}
          error={posted?.errors['number']}
        />
      )}
      <TextField
        id="track-code"
        name="code"
        label={t('progress.track.code')}
        description={t('progress.track.codeHelp')}
        autoComplete="off"
        defaultValue={postedText(posted, 'code') ?? ''}
        error={posted?.errors['code']}
        inputRef={code}
      />
      <Button type="submit" variant="primary" isPending={sending}>
        {t('progress.track.submit')}
      </Button>
    </form>
  )
}

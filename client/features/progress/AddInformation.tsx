import { useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { postedList, postedText, useHref, usePosted } from '../../platform/portal.ts'
import { useSubmitOnce } from '../../platform/submit-once.ts'
import { readKept, unsettled } from '../../platform/uploads/upload.ts'
import { useUploads } from '../../platform/uploads/use-uploads.ts'
import { Attachments } from '../../ui/Attachments.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import type { FileLimits } from '../../ui/FileDrop.tsx'
import { TextArea } from '../../ui/TextArea.tsx'

const LONGEST = 20_000
const isBlank = (text: string) => /^[\s\u3000]*$/u.test(text)

/** 補充資料: words and files, added to the case by its requester. Open when the next step is theirs. */
export function AddInformation({
  number,
  formKey,
  limits,
  isNext,
}: {
  number: string
  formKey: string
  limits: FileLimits
  isNext: boolean
}) {
  const { t } = useT('portal')
  const href = useHref()
  const posted = usePosted('/cases/:number/messages')
  const [text, setText] = useState(postedText(posted, 'text') ?? '')
  // Only at first: nobody who is typing wants it closed because the case moved on.
  const [open] = useState(isNext || posted !== undefined)
  const [attempt, setAttempt] = useState(0)
  const files = useUploads(
    limits,
    posted && readKept(postedList(posted, 'fileIds'), postedList(posted, 'fileNames')),
  )
  const held = unsettled(files.uploads).length > 0
  const { sending, onSubmit } = useSubmitOnce(() => {
    if (!isBlank(text) && !held) return true
    setAttempt(attempt + 1)
    return false
  })
  const tried = attempt > 0 || posted !== undefined
  const wrong = {
    text: tried && isBlank(text) ? t('progress.add.missing') : posted?.errors['text'],
    files: attempt > 0 && held ? t('caseForm.wrong.files') : posted?.errors['files'],
  }
  return (
    <details className="portal-panel progress-step" open={open}>
      <summary>{t('progress.add.title')}</summary>
      <form
        method="post"
        action={href(`/cases/${number}/messages`)}
        encType="multipart/form-data"
        noValidate
        onSubmit={onSubmit}
      >
        <ErrorSummary
          errors={[
            ...(wrong.text ? [{ fieldId: 'add-text', message: wrong.text }] : []),
            ...(wrong.files ? [{ fieldId: 'add-files', message: wrong.files }] : []),
          ]}
          problem={posted?.problem}
          attempt={attempt}
        />
        <input type="hidden" name="key" value={postedText(posted, 'key') ?? formKey} readOnly />
        <TextArea
          id="add-text"
          name="text"
          label={t('progress.add.text')}
          description={t('progress.add.textHelp')}
          isRequired
          rows={4}
          limit={LONGEST}
          value={text}
          onChange={setText}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return
            event.preventDefault()
            files.add([...event.clipboardData.files])
          }}
          error={wrong.text}
        />
        <Attachments
          id="add-files"
          label={t('progress.add.files')}
          limits={limits}
          uploads={files}
          error={wrong.files}
        />
        <Button type="submit" variant="primary" isPending={sending}>
          {t('progress.add.submit')}
        </Button>
      </form>
    </details>
  )
}

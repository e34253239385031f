import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ready } from '../../platform/uploads/upload.ts'
import { useUploads } from '../../platform/uploads/use-uploads.ts'
import { Attachments } from '../../ui/Attachments.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { SUBJECTS, type Subject, useShowImport } from './queries.ts'

const MOST_BYTES = 50 * 1024 * 1024
const LIMITS = {
  maxFiles: 1,
  maxBytesPerFile: MOST_BYTES,
  maxBytesTotal: MOST_BYTES,
  types: [{ label: '', extensions: ['ods', 'xlsx', 'csv'] }],
}

/** What is imported, and from which file: it is only looked at, nothing is written. */
export function NewImport({ onBegun }: { onBegun: (importId: string) => void }) {
  const { t } = useT('admin')
  const [subject, setSubject] = useState<Subject>('people')
  const uploads = useUploads(LIMITS)
  const show = useShowImport()
  const [file] = ready(uploads.uploads)
  const begin = useCommand(
    () => api('POST /imports', { body: { subject, fileId: file!.id as never } }),
    (now) => {
      show(now)
      onBegun(now.id)
      return t('imports.begun', { name: now.fileName })
    },
  )
  return (
    <section className="imports-part">
      <h2>{t('imports.start')}</h2>
      <RadioGroup
        label={t('imports.subject')}
        mark="none"
        layout="cards"
        value={subject}
        onChange={(id) => setSubject(SUBJECTS.find((one) => one === id) ?? 'people')}
        options={SUBJECTS.map((id) => ({
          id,
          label: t(`imports.subjects.${id}`),
          description: t(`imports.subjectHelp.${id}`),
        }))}
      />
      <p className="admin-detail">{t('imports.fileHelp')}</p>
      <Attachments label={t('imports.file')} limits={LIMITS} uploads={uploads} />
      <div role="alert">{begin.problem && <ErrorLine>{begin.problem}</ErrorLine>}</div>
      <Button
        variant="primary"
        isDisabled={!file}
        isPending={begin.isPending}
        onPress={() => {
          begin.reset()
          begin.run()
        }}
      >
        {t('imports.showPreview')}
      </Button>
    </section>
  )
}

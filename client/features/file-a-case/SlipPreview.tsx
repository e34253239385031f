import { Paperclip } from 'lucide-react'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Slip } from '../../ui/Slip.tsx'

/** The slip as it will look, filling in while somebody types. It says nothing that the fields do not say. */
export function SlipPreview({
  title,
  description,
  systemName,
  fileCount,
}: {
  title: string
  description: string
  systemName: string | undefined
  fileCount: number
}) {
  const { t } = useT('portal')
  const subject = title.trim() || (description.trim().split('\n')[0] ?? '')
  return (
    <section className="case-form-preview" aria-hidden>
      <h2>{t('caseForm.preview.title')}</h2>
      <Slip>
        <p className="case-form-preview-title" data-blank={!subject || undefined}>
          {subject || t('caseForm.preview.noTitle')}
        </p>
        <p>
          <Chip>{systemName ?? t('caseForm.preview.noSystem')}</Chip>
        </p>
        {fileCount > 0 && (
          <p className="muted">
            <Paperclip /> {t('caseForm.preview.files', { count: fileCount })}
          </p>
        )}
      </Slip>
      <p className="muted">{t('caseForm.preview.after')}</p>
    </section>
  )
}

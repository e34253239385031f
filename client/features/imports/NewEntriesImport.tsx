import { Download } from 'lucide-react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ready } from '../../platform/uploads/upload.ts'
import { useUploads } from '../../platform/uploads/use-uploads.ts'
import { Attachments } from '../../ui/Attachments.tsx'
import { Button } from '../../ui/Button.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Link } from '../../ui/Link.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { useShowImport } from './queries.ts'

const MOST_BYTES = 50 * 1024 * 1024
const LIMITS = {
  maxFiles: 1,
  maxBytesPerFile: MOST_BYTES,
  maxBytesTotal: MOST_BYTES,
  types: [{ label: '', extensions: ['ods', 'xlsx', 'csv', 'json', 'zip'] }],
}
const TEMPLATES = ['ods', 'xlsx', 'csv'] as const

/** A table of entries, or a ZIP of one with attachments: it is only looked at, nothing is written. */
export function NewEntriesImport({ onBegun }: { onBegun: (importId: string) => void }) {
  const { t } = useT('admin')
  const uploads = useUploads(LIMITS)
  const show = useShowImport()
  const [file] = ready(uploads.uploads)
  const begin = useCommand(
    () => api('POST /knowledge-imports', { body: { fileId: file!.id as never } }),
    (now) => {
      show(now)
      onBegun(now.id)
      return t('imports.begun', { name: now.fileName })
    },
  )
  return (
    <section className="imports-part">
      <h2>{t('imports.entries.start')}</h2>
      <p className="admin-detail">{t('imports.entries.fileHelp')}</p>
      <span className="admin-buttons">
        {TEMPLATES.map((format) => (
          <Link
            key={format}
            button="secondary"
            href={`/api/knowledge-imports/template?format=${format}`}
            download
            icon={<Download aria-hidden />}
          >
            {t('imports.entries.template', { format: format.toUpperCase() })}
          </Link>
        ))}
      </span>
      <Attachments label={t('imports.entries.file')} limits={LIMITS} uploads={uploads} />
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

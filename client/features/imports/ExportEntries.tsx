import { Download } from 'lucide-react'
import { useT } from '../../platform/i18n.ts'
import { Link } from '../../ui/Link.tsx'

const FORMATS = ['ods', 'xlsx', 'csv', 'json', 'zip'] as const

/** Everything that is live and oneself may read, as files that can be imported again. */
export function ExportEntries() {
  const { t } = useT('admin')
  return (
    <section className="imports-part">
      <h2>{t('imports.entries.export')}</h2>
      <p className="admin-detail">{t('imports.entries.exportHelp')}</p>
      <span className="admin-buttons">
        {FORMATS.map((format) => (
          <Link
            key={format}
            button="secondary"
            href={`/api/knowledge-export?format=${format}`}
            download
            icon={<Download aria-hidden />}
          >
            {t(format === 'zip' ? 'imports.entries.exportZip' : 'imports.entries.exportAs', {
              format: format.toUpperCase(),
            })}
          </Link>
        ))}
      </span>
    </section>
  )
}

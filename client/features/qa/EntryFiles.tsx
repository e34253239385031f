import { Download } from 'lucide-react'
import type { ReadEntry } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import '../../parts/qa/written.css'

type File = ReadEntry['files'][number]

/** Pictures and clips that the text does not show itself. A clip loads nothing before it is played. */
export function EntryMedia({ files }: { files: readonly File[] }) {
  const { t } = useT('portal')
  if (files.length === 0) return null
  return (
    <section aria-labelledby="qa-media">
      <h2 id="qa-media">{t('qa.entry.media')}</h2>
      {files.map(({ fileId, kind, title, name, href }) => (
        <figure key={fileId} className="qa-written">
          {kind === 'clip' ? (
            // biome-ignore lint/a11y/useMediaCaption: captions are in the clip or in the text beside it
            <video controls preload="none" src={href} aria-label={title || name}>
              <a href={href}>{title || name}</a>
            </video>
          ) : (
            <a href={`${href}?inline=1`}>
              <img src={href} alt={title || name} loading="lazy" decoding="async" />
            </a>
          )}
          {title && <figcaption>{title}</figcaption>}
        </figure>
      ))}
    </section>
  )
}

/** What can be taken along: forms and other files, with kind and size. */
export function EntryFiles({ files }: { files: readonly File[] }) {
  const { t } = useT('portal')
  if (files.length === 0) return null
  return (
    <section aria-labelledby="qa-files">
      <h2 id="qa-files">{t('qa.entry.files')}</h2>
      <ul className="qa-files">
        {files.map(({ fileId, kind, title, name, bytes, href }) => (
          <li key={fileId}>
            <a href={href} download={name}>
              <Download aria-hidden />
              {title || name}
            </a>{' '}
            <span className="muted">
              {t(`qa.entry.fileKind.${kind}`)}　{extensionOf(name)}　{sizeOf(bytes)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const extensionOf = (name: string) => (/\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1] ?? '').toUpperCase()

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

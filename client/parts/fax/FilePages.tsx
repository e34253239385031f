import { useQuery } from '@tanstack/react-query'
import { Download, Maximize2, RotateCcw, RotateCw, ZoomIn, ZoomOut } from 'lucide-react'
import { type CSSProperties, useState } from 'react'
import { problemSentence, useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { contentOf, type PaperFile, pageOf, pagesQuery } from './queries.ts'
import { type Change, changeByKey, changed, isOnSide, PLAIN, type View } from './view.ts'
import './FilePages.css'

/** The pages of a fax or scan, one below another; PDF is shown by the browser's own viewer. */
export function FilePages({ file }: { file: Pick<PaperFile, 'id' | 'name'> }) {
  const { t } = useT('papers')
  const { data, error } = useQuery(pagesQuery(file.id))
  if (error)
    return (
      <div className="pages-failed">
        <ErrorLine>{problemSentence(t, error)}</ErrorLine>
        <DownloadLink file={file} />
      </div>
    )
  if (!data) return <Skeleton count={3} />
  if (data.kind === 'pdf')
    return (
      <iframe
        className="pages-pdf"
        src={`${contentOf(file.id)}?inline=1`}
        title={t('pages.pdf', { name: file.name })}
      />
    )
  return <Pictures file={file} pages={data.pages} />
}

type Page = { width: number; height: number }

function Pictures({ file, pages }: { file: Pick<PaperFile, 'id' | 'name'>; pages: readonly Page[] }) {
  const { t } = useT('papers')
  const [view, setView] = useState<View>(PLAIN)
  const change = (to: Change) => setView((now) => changed(now, to))
  return (
    <div className="pages">
      <div className="pages-tools" role="toolbar" aria-label={t('pages.tools')}>
        <span className="pages-count">{t('pages.count', { count: pages.length })}</span>
        <Tool label={t('pages.left')} icon={<RotateCcw aria-hidden />} onPress={() => change('left')} />
        <Tool label={t('pages.right')} icon={<RotateCw aria-hidden />} onPress={() => change('right')} />
        <Tool label={t('pages.smaller')} icon={<ZoomOut aria-hidden />} onPress={() => change('smaller')} />
        <Tool label={t('pages.larger')} icon={<ZoomIn aria-hidden />} onPress={() => change('larger')} />
        <Tool label={t('pages.plain')} icon={<Maximize2 aria-hidden />} onPress={() => change('plain')} />
        <span className="pages-zoom" aria-live="polite">
          {t('pages.zoom', { percent: Math.round(view.zoom * 100) })}
        </span>
        <DownloadLink file={file} />
      </div>
      <section
        className="pages-frame"
        aria-label={t('pages.frame', { name: file.name })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys (WCAG 2.1.1)
        tabIndex={0}
        onKeyDown={(event) => {
          const to = changeByKey(event)
          if (!to) return
          event.preventDefault()
          event.stopPropagation()
          change(to)
        }}
      >
        {pages.map((page, n) => (
          <figure key={n} className="pages-page" style={styleOf(page, view)}>
            <img
              src={pageOf(file.id, n + 1)}
              alt={t('pages.page', { n: n + 1, count: pages.length })}
              width={page.width}
              height={page.height}
              loading={n === 0 ? 'eager' : 'lazy'}
              data-on-side={isOnSide(view) || undefined}
            />
          </figure>
        ))}
      </section>
      <p className="pages-keys">{t('pages.keys')}</p>
    </div>
  )
}

/** The frame of a page has the shape of the turned page, so that nothing jumps while its picture comes. */
function styleOf({ width, height }: Page, view: View): CSSProperties {
  const ratio = isOnSide(view) ? height / width : width / height
  return {
    '--page-zoom': view.zoom,
    '--page-ratio': ratio,
    '--page-turned': `${view.turned}deg`,
  } as CSSProperties
}

function Tool({ label, icon, onPress }: { label: string; icon: React.ReactNode; onPress: () => void }) {
  return <Button variant="quiet" size="small" icon={icon} aria-label={label} onPress={onPress} />
}

function DownloadLink({ file: { id, name } }: { file: Pick<PaperFile, 'id' | 'name'> }) {
  const { t } = useT('papers')
  return (
    <a className="pages-download" href={contentOf(id)} download={name}>
      <Download aria-hidden />
      {t('pages.download')}
    </a>
  )
}

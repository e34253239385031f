import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Written } from '../../parts/qa/Written.tsx'
import { useT } from '../../platform/i18n.ts'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import type { Content } from './content.ts'
import { previewQuery, systemsQuery } from './queries.ts'

/** Markdown as the server shows it to readers. What was shown stays until the next is there. */
function Shown({ text, fileIds, label }: { text: string; fileIds: readonly string[]; label?: string }) {
  const { t } = useT('entries')
  const { data, isError } = useQuery(previewQuery(text, fileIds))
  if (text.trim() === '') return null
  return (
    <>
      {data && <Written html={data.html} {...(label && { label })} />}
      {isError && <ErrorLine>{t('editor.previewFailed')}</ErrorLine>}
    </>
  )
}

/** An entry as readers will see it, out of what is written now. */
export function Preview({
  content,
  whoseOf,
  level = 2,
}: {
  content: Content
  /** For whom a variant is, in words. */
  whoseOf: (variant: Content['variants'][number]) => string
  level?: 2 | 3
}) {
  const { t } = useT('entries')
  const { data: systems = [] } = useQuery(systemsQuery)
  const { title, shortAnswer, body, expertBody, variants, systemIds, domain, visibility, tags } = content
  const Heading = `h${level}` as 'h2' | 'h3'
  const fileIds = content.files.map(({ fileId }) => fileId)
  if (title + shortAnswer + body + expertBody === '')
    return <EmptyState>{t('editor.previewEmpty')}</EmptyState>
  return (
    <article className="entry-preview">
      <Heading className="entry-preview-title">{title}</Heading>
      <p className="entry-preview-facts muted">
        {systems
          .filter(({ id }) => systemIds.includes(id))
          .map(({ id, shortName }) => (
            <span key={id}>{shortName}</span>
          ))}
        <span>{domain}</span>
        {content.appliesTo && <span>{content.appliesTo}</span>}
        {visibility !== 'public' && <Chip>{t(`visibility.${visibility}`)}</Chip>}
      </p>
      {shortAnswer && (
        <Part title={t('editor.previewAnswer')} className="entry-answer" level={level}>
          <p>{shortAnswer}</p>
        </Part>
      )}
      {body && (
        <Part title={t('editor.previewSteps')} level={level}>
          <Shown text={body} fileIds={fileIds} />
        </Part>
      )}
      {expertBody && (
        <Part title={t('editor.previewExpert')} level={level}>
          <Shown text={expertBody} fileIds={fileIds} />
        </Part>
      )}
      {variants.length > 0 && (
        <Part title={t('editor.previewVariants')} level={level}>
          {variants.map((variant, n) => (
            <details key={`${n} ${whoseOf(variant)}`} open>
              <summary>{whoseOf(variant)}</summary>
              <Shown text={variant.body} fileIds={fileIds} label={whoseOf(variant)} />
            </details>
          ))}
        </Part>
      )}
      {tags.length > 0 && (
        <ul className="entry-preview-tags">
          {tags.map((tag) => (
            <li key={tag}>{tag}</li>
          ))}
        </ul>
      )}
    </article>
  )
}

function Part({
  title,
  className,
  level,
  children,
}: {
  title: string
  className?: string
  level: 2 | 3
  children: ReactNode
}) {
  const Heading = `h${level + 1}` as 'h3' | 'h4'
  return (
    <section {...(className && { className })}>
      <Heading>{title}</Heading>
      {children}
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { Chip } from '../../ui/Chip.tsx'
import { Link } from '../../ui/Link.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Answered } from '../card/Card.tsx'
import { entryQuery } from './queries.ts'
import './EntryInPlace.css'

/** An entry read beside what one is at, without leaving it. */
export function EntryInPlace({
  number,
  href,
  showsAnswer = false,
}: {
  number: string
  /** Its page, where nothing else leads there. */
  href?: string
  /** The short answer and who may read it, too: where they do not stand there already. */
  showsAnswer?: boolean
}) {
  const { t } = useT('cases')
  const may = useMay()
  const query = useQuery(entryQuery(number))
  return (
    <Answered query={query}>
      {({ visibility, variants, shortAnswer, bodyHtml, isOverdue, appliesTo }) => (
        <div className="knowledge-entry">
          {showsAnswer && visibility !== 'public' && (
            <p>
              <Chip>{t(`knowledge.visibility.${visibility}`)}</Chip>
            </p>
          )}
          {isOverdue && <Chip tone="waiting">{t('knowledge.overdue')}</Chip>}
          {appliesTo && <p className="muted">{t('knowledge.appliesTo', { versions: appliesTo })}</p>}
          {showsAnswer && shortAnswer && <p className="knowledge-answer">{shortAnswer}</p>}
          <Html html={bodyHtml} />
          {variants.map(({ label, bodyHtml }) => (
            <section key={label}>
              <h3>{label}</h3>
              <Html html={bodyHtml} />
            </section>
          ))}
          <p className="knowledge-on">
            {href && (
              <Link href={href} target="_blank">
                {t('knowledge.page', { number })}
              </Link>
            )}
            {may('knowledge:write') && (
              <RouteLink to="/desk/kb/$number" params={{ number }}>
                {t('knowledge.write')}
              </RouteLink>
            )}
          </p>
        </div>
      )}
    </Answered>
  )
}

function Html({ html }: { html: string }) {
  if (html === '') return null
  return <div className="knowledge-html" dangerouslySetInnerHTML={{ __html: html }} />
}

import { useQuery } from '@tanstack/react-query'
import { Answered } from '../../../parts/card/Card.tsx'
import { useT } from '../../../platform/i18n.ts'
import { useMay } from '../../../platform/session.ts'
import { Chip } from '../../../ui/Chip.tsx'
import { Link } from '../../../ui/Link.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { entryQuery } from './queries.ts'

/** An entry read beside the case, without leaving it. */
export function EntryInPlace({ number, href }: { number: string; href: string }) {
  const { t } = useT('cases')
  const may = useMay()
  const query = useQuery(entryQuery(number))
  return (
    <Answered query={query}>
      {({ variants, bodyHtml, isOverdue, appliesTo }) => (
        <div className="knowledge-entry">
          {isOverdue && <Chip tone="waiting">{t('knowledge.overdue')}</Chip>}
          {appliesTo && <p className="muted">{t('knowledge.appliesTo', { versions: appliesTo })}</p>}
          <Html html={bodyHtml} />
          {variants.map(({ label, bodyHtml }) => (
            <section key={label}>
              <h3>{label}</h3>
              <Html html={bodyHtml} />
            </section>
          ))}
          <p>
            <Link href={href} target="_blank">
              {t('knowledge.page', { number })}
            </Link>
            {may('knowledge:write') && (
              <>
                {'　'}
                <RouteLink to="/desk/kb/$number" params={{ number }}>
                  {t('knowledge.write')}
                </RouteLink>
              </>
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

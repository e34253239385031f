import { useQuery } from '@tanstack/react-query'
import type { Case } from '../../../../server/api.ts'
import { AskedCard } from '../../../parts/card/Card.tsx'
import { useT } from '../../../platform/i18n.ts'
import { inLanguage } from '../../../platform/language.ts'
import { Link } from '../../../ui/Link.tsx'
import { RocTime } from '../../../ui/RocTime.tsx'
import { usesQuery } from './queries.ts'

/** Which versions of which entries went into replies to this case; none, no card. */
export function UsedEntries({ row }: { row: Case }) {
  const { t, language } = useT('cases')
  const query = useQuery(usesQuery(row.number, row.id))
  if (query.data === undefined || query.data.length === 0) return null
  return (
    <AskedCard title={t('knowledge.used')} query={query}>
      {(uses) => (
        <ul className="context-list">
          {uses.map(({ number, title, n, way, by, at }) => (
            <li key={`${number} ${at}`}>
              <Link href={inLanguage(language, `/qa/${number}`)} target="_blank">
                {title}
              </Link>
              <p className="muted">
                {t('knowledge.usedAs', { number, n, way: t(`knowledge.way.${way}`), by: by ?? '' })}{' '}
                <RocTime at={at} />
              </p>
            </li>
          ))}
        </ul>
      )}
    </AskedCard>
  )
}

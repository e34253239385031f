import { useNavigate, useRouterState } from '@tanstack/react-router'
import { Suspense } from 'react'
import { useT } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useShortcut } from '../../platform/shortcuts.ts'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { sectionCounts } from './section-counts.ts'
import { openTo, type Section, sectionOf } from './sections.ts'

/** The sections as tiles of one large character over a word. */
export function Rail() {
  const { t } = useT('desk')
  const { permissions } = useSession()
  const here = useRouterState({ select: ({ location }) => sectionOf(location.pathname) })
  return (
    <nav className="desk-rail" aria-label={t('rail.label')}>
      {openTo(permissions).map((section, i) => (
        <Tile key={section.key} section={section} place={i + 1} isCurrent={section === here} />
      ))}
    </nav>
  )
}

function Tile({
  section: { key, path },
  place,
  isCurrent,
}: {
  section: Section
  place: number
  isCurrent: boolean
}) {
  const { t } = useT('desk')
  const navigate = useNavigate()
  const Count = sectionCounts[key]
  useShortcut({
    keys: place <= 10 ? `Alt+Digit${place % 10}` : null,
    label: t(`sections.${key}.word`),
    run: () => void navigate({ to: path }),
  })
  return (
    <RouteLink
      to={path}
      plain
      className="desk-tile"
      activeOptions={{ exact: true }}
      aria-current={isCurrent ? 'page' : undefined}
    >
      <b aria-hidden>{t(`sections.${key}.tile`)}</b>
      {t(`sections.${key}.word`)}
      {Count && (
        <Suspense>
          <Count />
        </Suspense>
      )}
    </RouteLink>
  )
}

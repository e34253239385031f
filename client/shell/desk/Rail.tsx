import { useNavigate } from '@tanstack/react-router'
import { useT } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useShortcut } from '../../platform/shortcuts.ts'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { openTo, type Section } from './sections.ts'

/** The sections as tiles of one large character over a word. */
export function Rail() {
  const { t } = useT('desk')
  const { permissions } = useSession()
  return (
    <nav className="desk-rail" aria-label={t('rail.label')}>
      {openTo(permissions).map((section, i) => (
        <Tile key={section.key} section={section} place={i + 1} />
      ))}
    </nav>
  )
}

function Tile({ section: { key, path }, place }: { section: Section; place: number }) {
  const { t } = useT('desk')
  const navigate = useNavigate()
  useShortcut({
    keys: `Alt+Digit${place}`,
    label: t(`sections.${key}.word`),
    run: () => void navigate({ to: path }),
  })
  return (
    <RouteLink to={path} plain className="desk-tile">
      <b aria-hidden>{t(`sections.${key}.tile`)}</b>
      {t(`sections.${key}.word`)}
    </RouteLink>
  )
}

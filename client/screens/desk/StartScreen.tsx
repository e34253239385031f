import { Navigate } from '@tanstack/react-router'
import { useT } from '../../platform/i18n.ts'
import { useSession } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { openTo } from '../../shell/desk/sections.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'

/** Where somebody begins: with their cases; else the sections open to them, or whom to ask when there are none. */
export function StartScreen() {
  const { t } = useT('desk')
  const { name, permissions } = useSession()
  useTitle(t('start.title', { name }))
  const open = openTo(permissions)
  if (permissions.includes('case:work'))
    return <Navigate to="/desk/q/$view/{-$number}" params={{ view: 'mine' }} search={{}} replace />
  return (
    <div className="desk-state">
      <h1>{t('start.title', { name })}</h1>
      {open.length === 0 ? (
        <EmptyState>{t('start.nothing')}</EmptyState>
      ) : (
        <ul>
          {open.map(({ key, path }) => (
            <li key={key}>
              <RouteLink to={path}>{t(`sections.${key}.word`)}</RouteLink>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

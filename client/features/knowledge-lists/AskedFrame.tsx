import type { ReactNode } from 'react'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { ASKED_LINKS, type AskedPlace } from './links.ts'
import './asked.css'

/** A page for editors: what it is for, and the ways to the others like it. */
export function AskedFrame({ place, children }: { place: AskedPlace; children: ReactNode }) {
  const { t } = useT('asked')
  useTitle(t(`places.${place}.title`))
  return (
    <div className="asked">
      <header>
        <h1>{t(`places.${place}.title`)}</h1>
        <p className="muted">{t(`places.${place}.lead`)}</p>
      </header>
      <AskedPlaces />
      {children}
    </div>
  )
}

/** Links to what readers miss, say and mean; only those that lead somewhere for this person. */
export function AskedPlaces() {
  const { t } = useT('asked')
  const may = useMay()
  return (
    <nav className="asked-places" aria-label={t('places.label')}>
      <ul>
        {ASKED_LINKS.filter(({ permission }) => may(permission)).map(({ key, to }) => (
          <li key={key}>
            <RouteLink
              to={to}
              activeOptions={{ exact: true, includeSearch: false }}
              activeProps={{ 'aria-current': 'page' }}
            >
              {t(`places.${key}.title`)}
            </RouteLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

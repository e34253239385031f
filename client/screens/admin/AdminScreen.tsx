import { Navigate, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { tabs, tabsFor } from './tabs.ts'
import '../../features/admin/admin.css'
import '../../features/board/board.css'

/** The administration: one tab for each part that one may see, its place in the address. */
export function AdminScreen() {
  const { t } = useT('admin')
  const may = useMay()
  const navigate = useNavigate()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const open = tabsFor(may)
  const asked = tabs.find((tab) => path.endsWith(tab.path))
  const current = open.find((tab) => tab === asked)
  const screen = useRef<HTMLDivElement>(null)
  // On a narrow screen the tab of the part shown may lie outside the row, which is laid out with the next picture.
  useEffect(() => {
    if (!current) return
    const frame = requestAnimationFrame(() => {
      const tab = screen.current?.querySelector('[role="tab"][aria-selected="true"]')
      tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [current])
  useTitle(current ? `${t(`tabs.${current.key}`)}｜${t('title')}` : t('title'))
  return (
    <div className="admin" ref={screen}>
      <h1>{t('title')}</h1>
      {current ? (
        <Tabs
          label={t('title')}
          value={current.key}
          onChange={(key) => {
            const tab = open.find((one) => one.key === key)
            if (tab && tab !== current) void navigate({ to: tab.path })
          }}
          items={open.map(({ key }) => ({ id: key, label: t(`tabs.${key}`), content: <Outlet /> }))}
        />
      ) : !asked && open[0] ? (
        <Navigate to={open[0].path} replace />
      ) : (
        <EmptyState
          action={
            open[0] && <RouteLink to={open[0].path}>{t('goTo', { tab: t(`tabs.${open[0].key}`) })}</RouteLink>
          }
        >
          {t(open.length > 0 ? 'notThis' : 'nothing')}
        </EmptyState>
      )}
    </div>
  )
}

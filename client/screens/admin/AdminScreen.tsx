import { Navigate, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
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
  useTitle(current ? `${t(`tabs.${current.key}`)}｜${t('title')}` : t('title'))
  return (
    <div className="admin">
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
        <EmptyState>{t(open.length > 0 ? 'notThis' : 'nothing')}</EmptyState>
      )}
    </div>
  )
}

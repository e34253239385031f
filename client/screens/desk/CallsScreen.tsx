import { getRouteApi } from '@tanstack/react-router'
import { CallbackList } from '../../features/phone/callbacks/CallbackList.tsx'
import { CallLog } from '../../features/phone/log/CallLog.tsx'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { useTitle } from '../../platform/title.ts'
import { Tabs } from '../../ui/Tabs.tsx'

const route = getRouteApi('/shell/desk/calls')

/** The telephone's own screen: calls that were, and people to be called back. */
export function CallsScreen() {
  const { t } = useT('phone')
  const may = useMay()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  useTitle(t('log.title'))
  const log = <CallLog search={search} onSearch={(next) => void navigate({ search: next, replace: true })} />
  return (
    <div className="calls">
      <h1>{t('log.title')}</h1>
      {may('desk:work') ? (
        <Tabs
          label={t('log.tabs')}
          value={search.show ?? 'calls'}
          onChange={(show) => void navigate({ search: show === 'callbacks' ? { show } : {}, replace: true })}
          items={[
            { id: 'calls', label: t('log.calls'), content: log },
            { id: 'callbacks', label: t('callbacks.title'), content: <CallbackList /> },
          ]}
        />
      ) : (
        log
      )}
    </div>
  )
}

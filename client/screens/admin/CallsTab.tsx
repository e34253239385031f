import { useQuery } from '@tanstack/react-query'
import { AnnouncementsPart } from '../../features/call-settings/AnnouncementsPart.tsx'
import { CodesPart } from '../../features/call-settings/CodesPart.tsx'
import { GeneralPart } from '../../features/call-settings/GeneralPart.tsx'
import { LinesPart } from '../../features/call-settings/LinesPart.tsx'
import { MenuPart } from '../../features/call-settings/MenuPart.tsx'
import { PromptsPart } from '../../features/call-settings/PromptsPart.tsx'
import { QueuesPart } from '../../features/call-settings/QueuesPart.tsx'
import { callSettingsQuery } from '../../features/call-settings/queries.ts'
import { useT } from '../../platform/i18n.ts'
import { useMay } from '../../platform/session.ts'
import { ErrorCard } from '../../ui/ErrorCard.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import '../../features/call-settings/call-settings.css'

/** By what the telephone goes. */
export function CallsTab() {
  const { t } = useT('calls')
  const mayChange = useMay()('routing:manage')
  const settings = useQuery(callSettingsQuery)
  if (settings.isPending) return <Skeleton shape="rows" count={8} />
  if (!settings.data)
    return (
      <ErrorCard
        title={t('settings.failed')}
        error={settings.error}
        onRetry={() => void settings.refetch()}
      />
    )
  const { data } = settings
  return (
    <div className="call-settings">
      <p className="muted" role="status">
        {data.keptVersion === null ? t('settings.noPlan') : t('settings.plan', { version: data.keptVersion })}
      </p>
      <LinesPart lines={data.lines} mayChange={mayChange} />
      <MenuPart menu={data.menu} prompts={data.prompts} mayChange={mayChange} />
      <AnnouncementsPart announcements={data.announcements} mayChange={mayChange} />
      <QueuesPart queues={data.queues} mayChange={mayChange} />
      <CodesPart codes={data.wrapUpCodes} mayChange={mayChange} />
      <GeneralPart general={data.general} mayChange={mayChange} />
      <PromptsPart prompts={data.prompts} mayChange={mayChange} />
    </div>
  )
}

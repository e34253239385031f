import { CloudOff, Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import './Messages.css'

const ICONS = { info: Info, warning: TriangleAlert, danger: OctagonAlert, offline: CloudOff }

/** A line across the top of its area: connection, a colleague's change, a planned stop. Announced politely. */
export function Banner({
  tone = 'info',
  children,
  action,
}: {
  tone?: keyof typeof ICONS
  children: ReactNode
  action?: ReactNode
}) {
  const Icon = ICONS[tone]
  return (
    <div className="ui-banner" data-tone={tone === 'offline' ? 'warning' : tone} role="status">
      <Icon aria-hidden />
      <span>{children}</span>
      {action}
    </div>
  )
}

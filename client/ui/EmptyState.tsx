import { Inbox } from 'lucide-react'
import type { ReactNode } from 'react'
import './Messages.css'

/**
 * Nothing here: one picture, one sentence, one action. The sentence says which nothing it is: nothing yet,
 * nothing that matches the filter (action: clear it), or nothing that the reader may see (whom to ask).
 */
export function EmptyState({
  icon,
  children,
  action,
}: {
  icon?: ReactNode
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div className="ui-empty">
      {icon ?? <Inbox aria-hidden />}
      <p>{children}</p>
      {action}
    </div>
  )
}

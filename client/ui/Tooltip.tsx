import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip'
import './Popover.css'

/** A hint for a button: shown on hover and on focus. Never the only place where something is said. */
export function Tooltip({ trigger, children }: { trigger: ReactNode; children: ReactNode }) {
  return (
    <TooltipTrigger delay={500}>
      {trigger}
      <AriaTooltip className="ui-tooltip" offset={6}>
        {children}
      </AriaTooltip>
    </TooltipTrigger>
  )
}

import type { ReactNode } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover as AriaPopover, type PopoverProps as AriaProps } from 'react-aria-components/Popover'
import './Popover.css'

/** Something small that opens beside its button and closes with Escape or a press elsewhere. */
export function Popover({
  trigger,
  label,
  placement,
  children,
}: {
  /** A `Button` of the kit. */
  trigger: ReactNode
  label: string
  placement?: AriaProps['placement']
  children: ReactNode | ((close: () => void) => ReactNode)
}) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className="ui-popover" offset={6} {...(placement && { placement })}>
        <Dialog className="ui-popover-body" aria-label={label}>
          {({ close }) => (typeof children === 'function' ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}

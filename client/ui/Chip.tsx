import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import './Chip.css'

/** A short word in a small box. `tone` is a state of a case or one of the plain looks. */
export function Chip({
  tone = 'plain',
  icon,
  children,
  className,
}: {
  tone?: string
  icon?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <span className={classes('ui-chip', className)} data-tone={tone}>
      {icon}
      <span>{children}</span>
    </span>
  )
}

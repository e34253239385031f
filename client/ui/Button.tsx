import { LoaderCircle } from 'lucide-react'
import type { ReactNode, Ref } from 'react'
import { Button as AriaButton, type ButtonProps as AriaProps } from 'react-aria-components/Button'
import { classes } from './classes.ts'
import './Button.css'

export type ButtonVariant = 'primary' | 'secondary' | 'seal' | 'quiet' | 'danger'

export type ButtonProps = Omit<AriaProps, 'children' | 'className' | 'style'> & {
  /** `seal` is for the one main action of a portal page; `danger` for what cannot be undone. */
  variant?: ButtonVariant
  size?: 'normal' | 'small'
  /** Before the words. Alone, the button needs `aria-label`. */
  icon?: ReactNode
  className?: string
  children?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** A button. While `isPending` it stays focusable, does nothing, and tells screen readers that it is at work. */
export function Button({
  variant = 'secondary',
  size = 'normal',
  icon,
  className,
  children,
  ...props
}: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={classes('ui-button', !children && 'ui-button-icon', className)}
      data-variant={variant}
      data-size={size}
    >
      {({ isPending }) => (
        <>
          {isPending ? <LoaderCircle className="ui-turning" aria-hidden /> : icon}
          {children}
        </>
      )}
    </AriaButton>
  )
}

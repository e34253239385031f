import { ExternalLink } from 'lucide-react'
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react'
import { useT } from '../platform/i18n.ts'
import type { ButtonVariant } from './Button.tsx'
import { classes } from './classes.ts'
import './Button.css'
import './Link.css'

export type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  /** Looks like a button but goes somewhere. */
  button?: ButtonVariant
  size?: 'normal' | 'small'
  /** Text in the colour of what surrounds it, underlined only when pointed at: for rows and menus. */
  plain?: boolean
  icon?: ReactNode
  ref?: Ref<HTMLAnchorElement>
}

/** A real `<a>`. One that opens a new window says so. */
export function Link({ button, size = 'normal', plain, icon, className, children, ...props }: LinkProps) {
  const { t } = useT()
  const away = props.target === '_blank'
  return (
    <a
      {...props}
      {...(away && { rel: 'noreferrer' })}
      className={classes(button ? 'ui-button' : 'ui-link', plain && 'ui-link-plain', className)}
      data-variant={button}
      data-size={button && size}
    >
      {icon}
      {children}
      {away && (
        <>
          <ExternalLink aria-hidden className="ui-link-away" />
          <span className="sr-only">（{t('opensNewWindow')}）</span>
        </>
      )}
    </a>
  )
}

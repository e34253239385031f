import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Header } from 'react-aria-components/Header'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuSection as AriaMenuSection,
  MenuTrigger,
} from 'react-aria-components/Menu'
import { Popover, type PopoverProps } from 'react-aria-components/Popover'
import { Separator } from 'react-aria-components/Separator'
import { useT } from '../platform/i18n.ts'
import './Popover.css'
import './Menu.css'

export type MenuEntry =
  | {
      id: string
      label: string
      icon?: ReactNode
      detail?: ReactNode
      /** Shown at the right; the key itself is the screen's business. */
      keys?: ReactNode
      isDisabled?: boolean
      isDangerous?: boolean
      isSelected?: boolean
      href?: string
    }
  | { id: string; separator: true }
  | { id: string; heading: string; items: readonly MenuEntry[] }

/** A button that opens a list of actions. Arrow keys, Home, End and typing reach each one. */
export function Menu({
  trigger,
  label,
  items,
  onAction,
  placement,
}: {
  /** A `Button` of the kit. */
  trigger: ReactNode
  label: string
  items: readonly MenuEntry[]
  onAction?: (id: string) => void
  placement?: PopoverProps['placement']
}) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="ui-popover" offset={6} {...(placement && { placement })}>
        <AriaMenu className="ui-menu" aria-label={label} onAction={(key) => onAction?.(String(key))}>
          {items.map(entryOf)}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}

function entryOf(entry: MenuEntry): ReactNode {
  if ('separator' in entry) return <Separator key={entry.id} className="ui-menu-separator" />
  if ('heading' in entry) {
    return (
      <AriaMenuSection key={entry.id} id={entry.id}>
        <Header className="ui-menu-heading">{entry.heading}</Header>
        {entry.items.map(entryOf)}
      </AriaMenuSection>
    )
  }
  const { id, label, icon, detail, keys, isDisabled = false, isDangerous, isSelected, href } = entry
  return (
    <AriaMenuItem
      key={id}
      id={id}
      textValue={label}
      isDisabled={isDisabled}
      {...(href && { href })}
      className="ui-menu-item"
      data-dangerous={isDangerous || undefined}
      data-current={isSelected || undefined}
    >
      {icon}
      <span>
        {label}
        {detail && <small>{detail}</small>}
      </span>
      {isSelected && <Current />}
      {keys}
    </AriaMenuItem>
  )
}

/** The choice that holds now, said as well as shown. */
function Current() {
  const { t } = useT()
  return (
    <>
      <span className="sr-only">（{t('current')}）</span>
      <Check aria-hidden />
    </>
  )
}

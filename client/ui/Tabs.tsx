import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs'
import { classes } from './classes.ts'
import './Tabs.css'

export type TabItem = { id: string; label: ReactNode; content: ReactNode; isDisabled?: boolean }

/**
 * Tabs. `folder` looks like the tabs of a file and is for the composer, where the chosen tab decides what
 * happens to the text; `line` is for everything else. Panels keep what was typed in them when `keepAll`.
 */
export function Tabs({
  label,
  items,
  value,
  defaultValue,
  onChange,
  look = 'line',
  keepAll = false,
  className,
}: {
  label: string
  items: readonly TabItem[]
  value?: string
  defaultValue?: string
  onChange?: (id: string) => void
  look?: 'line' | 'folder'
  keepAll?: boolean
  className?: string
}) {
  return (
    <AriaTabs
      className={classes('ui-tabs', className)}
      data-look={look}
      {...(value !== undefined && { selectedKey: value })}
      {...(defaultValue !== undefined && { defaultSelectedKey: defaultValue })}
      onSelectionChange={(key) => onChange?.(String(key))}
    >
      <TabList aria-label={label} className="ui-tab-list">
        {items.map(({ id, label, isDisabled = false }) => (
          <Tab key={id} id={id} isDisabled={isDisabled} className="ui-tab">
            {label}
          </Tab>
        ))}
      </TabList>
      {items.map(({ id, content }) => (
        <TabPanel key={id} id={id} className="ui-tab-panel" shouldForceMount={keepAll}>
          {content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}

import type { ComponentProps } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { isImeKey } from '../platform/ime.ts'
import { Kbd } from './Kbd.tsx'
import './Menu.css'
import './Palette.css'

export type PaletteItem = { id: string; label: string; keys?: string }

/** Everything that can be done, found by typing: one list, one key to open it, Enter to do it. The caller keeps it short. */
export function Palette({
  isOpen,
  onClose,
  label,
  hint,
  empty,
  text,
  onText,
  composition = {},
  items,
  onChoose,
}: {
  isOpen: boolean
  onClose: () => void
  label: string
  hint: string
  /** When nothing is found. */
  empty: string
  text: string
  onText: (text: string) => void
  /** Is told when an input method begins and ends a composition. */
  composition?: Pick<ComponentProps<'input'>, 'onCompositionStart' | 'onCompositionEnd'>
  /** The ones that the text finds. */
  items: readonly PaletteItem[]
  onChoose: (id: string) => void
}) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className="ui-overlay ui-palette-overlay"
    >
      <Modal className="ui-modal ui-palette">
        <AriaDialog aria-label={label} className="ui-dialog">
          <Autocomplete inputValue={text} onInputChange={onText}>
            <SearchField aria-label={hint} autoFocus className="ui-palette-field">
              <Input
                className="ui-input"
                placeholder={hint}
                {...composition}
                onKeyDownCapture={(event) => {
                  if (isImeKey(event)) event.stopPropagation()
                }}
              />
            </SearchField>
            <Menu
              className="ui-menu"
              aria-label={label}
              items={items}
              onAction={(id) => onChoose(String(id))}
              renderEmptyState={() => <p className="ui-palette-empty">{empty}</p>}
            >
              {({ id, label, keys }) => (
                <MenuItem id={id} textValue={label} className="ui-menu-item">
                  <span>{label}</span>
                  {keys && <Kbd>{keys}</Kbd>}
                </MenuItem>
              )}
            </Menu>
          </Autocomplete>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

import { ChevronDown, X } from 'lucide-react'
import { type ReactNode, type Ref, useRef, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Text } from 'react-aria-components/Text'
import { useT } from '../platform/i18n.ts'
import { isImeKey } from '../platform/ime.ts'
import { classes } from './classes.ts'
import { ErrorLine, type FieldProps, Mark } from './FieldParts.tsx'
import { useHydrated } from './hydrated.ts'
import { mergeRefs } from './refs.ts'
import { Select } from './Select.tsx'
import { type Item, useSearchableItems } from './searchable-items.ts'
import './ComboBox.css'

export type ComboBoxProps = FieldProps & {
  /** All items, or the ones found when `onSearch` is given. */
  items: readonly Item[]
  /** The chosen id, or null. */
  value?: string | null
  defaultValue?: string | null
  onChange?: (id: string | null) => void
  /**
   * Looks items up elsewhere: called 200 ms after typing stopped, never while an input method is composing,
   * and with a signal that ends when something newer was typed.
   */
  onSearch?: (text: string, signal: AbortSignal) => void
  isSearching?: boolean
  placeholder?: string
  /** What the empty list says; usually how to go on. */
  empty?: ReactNode
  inputRef?: Ref<HTMLInputElement>
}

/**
 * A searchable choice of many. Until the page is awake, and without JavaScript, it is a plain list of the same
 * items under the same `name`.
 */
export function ComboBox(props: ComboBoxProps) {
  const awake = useHydrated()
  if (awake) return <Searchable {...props} />
  const { items, value, defaultValue, onChange, onSearch, isSearching, empty, inputRef, ...field } = props
  const chosen = value ?? defaultValue
  return <Select {...field} options={items} {...(chosen && { defaultValue: chosen })} />
}

function Searchable({
  label,
  description,
  error,
  mark,
  items,
  value,
  defaultValue,
  onChange,
  onSearch,
  isSearching = false,
  placeholder,
  empty,
  inputRef,
  className,
  isRequired = false,
  name,
  ...props
}: ComboBoxProps) {
  const { t } = useT()
  const [own, setOwn] = useState(defaultValue ?? null)
  const chosen = value === undefined ? own : value
  const { found, text, follow, composition, show } = useSearchableItems({ items, chosen, onSearch })

  const input = useRef<HTMLInputElement>(null)
  const ending = useRef(false)

  const pick = (id: string | null) => {
    setOwn(id)
    show(id)
    onChange?.(id)
  }
  /**
   * Leaving with an empty field takes the choice back; leaving with half a word keeps it. The list also closes
   * when the page scrolls under it: then typing goes on, and nothing is settled yet.
   */
  const settle = (key: string | null) => {
    const typing = input.current === document.activeElement && !ending.current
    if (key !== null && key !== chosen) pick(key)
    else if (typing) return
    else if (text.trim() === '' && chosen !== null) pick(null)
    else show(chosen)
  }
  return (
    <AriaComboBox
      {...props}
      items={found}
      selectedKey={chosen}
      onSelectionChange={(key) => settle(key === null ? null : String(key))}
      inputValue={text}
      onInputChange={follow}
      defaultFilter={() => true}
      allowsEmptyCollection
      menuTrigger="input"
      isRequired={isRequired}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      {name && <input type="hidden" name={name} value={chosen ?? ''} />}
      <Label className="ui-label">
        {label}
        <Mark isRequired={isRequired} {...(mark && { mark })} />
      </Label>
      {description && (
        <Text slot="description" className="ui-description">
          {description}
        </Text>
      )}
      <span className="ui-combobox">
        <Input
          className="ui-input"
          {...composition}
          onKeyDownCapture={(event) => {
            if (isImeKey(event)) event.stopPropagation()
            else ending.current = event.key === 'Enter' || event.key === 'Escape' || event.key === 'Tab'
          }}
          {...(placeholder !== undefined && { placeholder })}
          ref={mergeRefs(input, inputRef)}
        />
        {chosen && !props.isDisabled && (
          <button
            type="button"
            className="ui-combobox-clear"
            onClick={() => pick(null)}
            aria-label={t('clear')}
          >
            <X aria-hidden />
          </button>
        )}
        <AriaButton className="ui-combobox-open" aria-label={t('openList')}>
          <ChevronDown aria-hidden />
        </AriaButton>
      </span>
      {error && (
        <Text slot="errorMessage">
          <ErrorLine>{error}</ErrorLine>
        </Text>
      )}
      <Popover className="ui-popover ui-combobox-popover" offset={4}>
        <ListBox
          className="ui-listbox"
          renderEmptyState={() => (
            <p className="ui-listbox-empty">{isSearching ? t('loading') : (empty ?? t('noMatches'))}</p>
          )}
        >
          {(item: Item) => (
            <ListBoxItem id={item.id} textValue={item.label} className="ui-option">
              <span>{item.label}</span>
              {item.detail && <small>{item.detail}</small>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}

import { ChevronDown } from 'lucide-react'
import { type Ref, useRef } from 'react'
import { useT } from '../platform/i18n.ts'
import { classes } from './classes.ts'
import { ErrorLine, type FieldProps, Mark, useFieldIds } from './FieldParts.tsx'
import { mergeRefs } from './refs.ts'
import { useTypedEarly } from './typed-early.ts'
import './Select.css'

/** Options of one `group` stand together under its name; they must follow each other. */
export type Option = { id: string; label: string; group?: string; isDisabled?: boolean }

export type SelectProps = FieldProps & {
  options: readonly Option[]
  value?: string
  defaultValue?: string
  onChange?: (id: string) => void
  /** What the first, empty choice says; `null` when one of the options always holds. */
  placeholder?: string | null
  hideLabel?: boolean
  inputRef?: Ref<HTMLSelectElement>
}

/**
 * A choice of few. The browser's own list: it works without JavaScript, on telephones, and with every
 * assistive technology. For long lists use `ComboBox`.
 */
export function Select({
  label,
  description,
  error,
  isRequired = false,
  mark,
  name,
  isDisabled,
  autoFocus,
  id,
  className,
  options,
  value,
  defaultValue,
  onChange,
  placeholder,
  hideLabel,
  inputRef,
}: SelectProps) {
  const { t } = useT()
  const { ids, aria } = useFieldIds({ ...(id && { id }), description, error })
  const list = useRef<HTMLSelectElement>(null)
  useTypedEarly(list, value, onChange)
  return (
    <div className={classes('ui-field', className)}>
      <label htmlFor={ids.control} className={hideLabel ? 'sr-only' : 'ui-label'}>
        {label}
        <Mark isRequired={isRequired} {...(mark && { mark })} />
      </label>
      {description && (
        <span id={ids.description} className="ui-description">
          {description}
        </span>
      )}
      <span className="ui-select">
        <select
          className="ui-input"
          id={ids.control}
          name={name}
          value={value}
          defaultValue={defaultValue}
          onChange={(event) => onChange?.(event.target.value)}
          disabled={isDisabled}
          // biome-ignore lint/a11y/noAutofocus: asked for by the screen, as for every field
          autoFocus={autoFocus}
          aria-required={isRequired || undefined}
          ref={mergeRefs(list, inputRef)}
          {...aria}
        >
          {placeholder !== null && <option value="">{placeholder ?? t('choose')}</option>}
          {grouped(options).map(([group, members]) =>
            group ? (
              <optgroup key={group} label={group}>
                {members.map(optionOf)}
              </optgroup>
            ) : (
              members.map(optionOf)
            ),
          )}
        </select>
        <ChevronDown aria-hidden />
      </span>
      {error && <ErrorLine id={ids.error}>{error}</ErrorLine>}
    </div>
  )
}

const optionOf = ({ id, label, isDisabled }: Option) => (
  <option key={id} value={id} disabled={isDisabled}>
    {label}
  </option>
)

const grouped = (options: readonly Option[]) => [
  ...Map.groupBy(options, ({ group }) => group ?? '').entries(),
]

import type { ReactNode } from 'react'
import { classes } from './classes.ts'
import { ErrorLine, type FieldProps, useFieldIds } from './FieldParts.tsx'
import './Choice.css'

export type CheckboxProps = Omit<FieldProps, 'mark'> & {
  isSelected?: boolean
  defaultSelected?: boolean
  onChange?: (selected: boolean) => void
  value?: string
  children?: ReactNode
}

/** A tick box: the browser's own, so it is posted without JavaScript. The whole line can be pressed. */
export function Checkbox({
  label,
  description,
  error,
  isRequired = false,
  name,
  isDisabled,
  autoFocus,
  id,
  className,
  isSelected,
  defaultSelected,
  onChange,
  value,
}: CheckboxProps) {
  const { ids, aria } = useFieldIds({ ...(id && { id }), description, error })
  return (
    <div className={classes('ui-field', className)}>
      <label className="ui-choice">
        <input
          type="checkbox"
          id={ids.control}
          name={name}
          value={value}
          checked={isSelected}
          defaultChecked={defaultSelected}
          onChange={(event) => onChange?.(event.target.checked)}
          disabled={isDisabled}
          // biome-ignore lint/a11y/noAutofocus: asked for by the screen, as for every field
          autoFocus={autoFocus}
          aria-required={isRequired || undefined}
          {...aria}
        />
        <span>{label}</span>
      </label>
      {description && (
        <span id={ids.description} className="ui-description ui-choice-help">
          {description}
        </span>
      )}
      {error && <ErrorLine id={ids.error}>{error}</ErrorLine>}
    </div>
  )
}

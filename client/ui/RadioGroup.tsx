import { useId } from 'react'
import { classes } from './classes.ts'
import { ErrorLine, type FieldProps, Mark, useFieldIds } from './FieldParts.tsx'
import './Choice.css'

type Choice = {
  id: string
  label: React.ReactNode
  description?: React.ReactNode
  isDisabled?: boolean
}

export type RadioGroupProps = FieldProps & {
  options: readonly Choice[]
  value?: string
  defaultValue?: string
  onChange?: (id: string) => void
  /** Side by side where there is room, or as cards that show their description. */
  layout?: 'stack' | 'row' | 'cards'
}

/** One of few, all visible. Native radios: they are posted without JavaScript and know the arrow keys. */
export function RadioGroup({
  label,
  description,
  error,
  isRequired = false,
  mark,
  name,
  isDisabled,
  id,
  className,
  options,
  value,
  defaultValue,
  onChange,
  layout = 'stack',
}: RadioGroupProps) {
  const group = useId()
  const { ids, aria } = useFieldIds({ ...(id && { id }), description, error })
  return (
    <fieldset
      id={ids.control}
      className={classes('ui-field', className)}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a fieldset may be a radiogroup (ARIA in HTML)
      role="radiogroup"
      aria-labelledby={ids.label}
      aria-required={isRequired || undefined}
      disabled={isDisabled}
      {...aria}
    >
      <legend className="ui-label" id={ids.label}>
        {label}
        <Mark isRequired={isRequired} {...(mark && { mark })} />
      </legend>
      {description && (
        <span id={ids.description} className="ui-description">
          {description}
        </span>
      )}
      <div className="ui-choices" data-layout={layout}>
        {options.map((option) => (
          <label className="ui-choice" key={option.id}>
            <input
              type="radio"
              name={name ?? group}
              value={option.id}
              checked={value === undefined ? undefined : value === option.id}
              defaultChecked={defaultValue === undefined ? undefined : defaultValue === option.id}
              onChange={() => onChange?.(option.id)}
              disabled={option.isDisabled}
            />
            <span>
              {option.label}
              {option.description && <span className="ui-description">{option.description}</span>}
            </span>
          </label>
        ))}
      </div>
      {error && <ErrorLine id={ids.error}>{error}</ErrorLine>}
    </fieldset>
  )
}

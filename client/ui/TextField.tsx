import { type HTMLInputAutoCompleteAttribute, type Ref, useRef } from 'react'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { Counter, useCharacters } from './Counter.tsx'
import { classes } from './classes.ts'
import { ErrorLine, type FieldProps, Mark } from './FieldParts.tsx'
import { mergeRefs } from './refs.ts'
import { useTypedEarly } from './typed-early.ts'

export type TextFieldProps = FieldProps & {
  value?: string
  defaultValue?: string
  onChange?: (text: string) => void
  onBlur?: () => void
  type?: 'text' | 'email' | 'tel' | 'password' | 'url'
  inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel'
  autoComplete?: HTMLInputAutoCompleteAttribute
  placeholder?: string
  isReadOnly?: boolean
  /** Counted in characters as people count them; typing beyond it is shown, never cut. */
  limit?: number
  inputRef?: Ref<HTMLInputElement>
}

/** One line of text. */
export function TextField({
  label,
  description,
  error,
  mark,
  limit,
  placeholder,
  inputRef,
  className,
  value,
  defaultValue,
  onChange,
  isRequired = false,
  ...props
}: TextFieldProps) {
  const { count, over, follow } = useCharacters({ value, defaultValue, onChange, limit })
  const line = useRef<HTMLInputElement>(null)
  useTypedEarly(line, value, follow)
  const invalid = Boolean(error) || over
  return (
    <AriaTextField
      {...props}
      {...(value !== undefined && { value })}
      {...(defaultValue !== undefined && { defaultValue })}
      onChange={follow}
      isRequired={isRequired}
      isInvalid={invalid}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <Label className="ui-label">
        {label}
        <Mark isRequired={isRequired} {...(mark && { mark })} />
      </Label>
      {description && (
        <Text slot="description" className="ui-description">
          {description}
        </Text>
      )}
      <Input
        className="ui-input"
        {...(placeholder !== undefined && { placeholder })}
        ref={mergeRefs(line, inputRef)}
      />
      <Counter count={count} limit={limit}>
        {error && <ErrorLine>{error}</ErrorLine>}
      </Counter>
    </AriaTextField>
  )
}

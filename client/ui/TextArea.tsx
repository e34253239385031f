import { type KeyboardEvent, type Ref, useLayoutEffect, useRef } from 'react'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea as AriaTextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField } from 'react-aria-components/TextField'
import { Counter, useCharacters } from './Counter.tsx'
import { classes } from './classes.ts'
import { ErrorLine, type FieldProps, Mark } from './FieldParts.tsx'
import { mergeRefs } from './refs.ts'
import { useTypedEarly } from './typed-early.ts'
import './TextArea.css'

export type TextAreaProps = FieldProps & {
  value?: string
  defaultValue?: string
  onChange?: (text: string) => void
  onBlur?: () => void
  onKeyDown?: (event: KeyboardEvent) => void
  onPaste?: (event: React.ClipboardEvent) => void
  placeholder?: string
  isReadOnly?: boolean
  limit?: number
  /** Lines shown when empty; the box grows with the text. */
  rows?: 1 | 2 | 3 | 4 | 6 | 8 | 12
  /** The label is read out but not shown: where a tab or heading above already says it. */
  hideLabel?: boolean
  inputRef?: Ref<HTMLTextAreaElement>
}

/** Several lines of text, growing with what is typed. */
export function TextArea({
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
  onPaste,
  rows = 4,
  hideLabel = false,
  isRequired = false,
  ...props
}: TextAreaProps) {
  const { count, over, follow } = useCharacters({ value, defaultValue, onChange, limit })
  const box = useRef<HTMLTextAreaElement>(null)
  const grow = () => box.current && growToFit(box.current)
  useLayoutEffect(() => void grow(), [value])
  useTypedEarly(box, value, follow)
  return (
    <AriaTextField
      {...props}
      {...(value !== undefined && { value })}
      {...(defaultValue !== undefined && { defaultValue })}
      onChange={(text) => {
        follow(text)
        grow()
      }}
      isRequired={isRequired}
      isInvalid={Boolean(error) || over}
      validationBehavior="aria"
      className={classes('ui-field', className)}
    >
      <Label className={hideLabel ? 'sr-only' : 'ui-label'}>
        {label}
        <Mark isRequired={isRequired} {...(mark && { mark })} />
      </Label>
      {description && (
        <Text slot="description" className="ui-description">
          {description}
        </Text>
      )}
      <AriaTextArea
        className="ui-input ui-textarea"
        rows={rows}
        {...(onPaste && { onPaste })}
        {...(placeholder !== undefined && { placeholder })}
        ref={mergeRefs(box, inputRef)}
      />
      <Counter count={count} limit={limit}>
        {error && <ErrorLine>{error}</ErrorLine>}
      </Counter>
    </AriaTextField>
  )
}

/** For browsers without `field-sizing`. */
function growToFit(box: HTMLTextAreaElement) {
  if (CSS.supports('field-sizing', 'content')) return
  box.style.height = 'auto'
  box.style.height = `${box.scrollHeight + 2}px`
}

import { useT } from '../../platform/i18n.ts'
import { TextField } from '../../ui/TextField.tsx'
import { type Bounds, numberWithin } from './numbers.ts'

/** Whole numbers side by side, each within its bounds; what is none says so at once. */
export function NumberFields<Field extends string>({
  bounds,
  labelOf,
  textOf,
  mayBeEmpty,
  isReadOnly,
  onType,
}: {
  bounds: Readonly<Record<Field, Bounds>>
  labelOf: (field: Field) => string
  textOf: (field: Field) => string
  /** Where nothing typed means that it is off. */
  mayBeEmpty?: Field
  isReadOnly: boolean
  onType: (field: Field, text: string) => void
}) {
  const { t } = useT('calls')
  return (Object.keys(bounds) as Field[]).map((field) => {
    const text = textOf(field)
    const { min, max } = bounds[field]
    const isRight =
      (field === mayBeEmpty && text.trim() === '') || numberWithin(text, { min, max }) !== undefined
    return (
      <TextField
        key={field}
        label={labelOf(field)}
        inputMode="numeric"
        isReadOnly={isReadOnly}
        value={text}
        onChange={(typed) => onType(field, typed)}
        {...(!isRight && { error: t('settings.queues.wrong', { min, max }) })}
      />
    )
  })
}

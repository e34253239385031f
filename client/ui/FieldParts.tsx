import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useT } from '../platform/i18n.ts'
import './Field.css'

/** What every field of the kit takes. `label` stands above and is never only a placeholder. */
export type FieldProps = {
  label: ReactNode
  /** Help that is always shown: limits, examples. */
  description?: ReactNode
  /** A sentence: what is wrong and how to mend it. */
  error?: ReactNode
  /** `mark` says which kind is marked on this form: mark the rarer one. */
  isRequired?: boolean
  mark?: 'required' | 'optional' | 'none'
  name?: string
  isDisabled?: boolean
  autoFocus?: boolean
  id?: string
  className?: string
}

/** The words after a label. */
export function Mark({ isRequired, mark = 'required' }: Pick<FieldProps, 'isRequired' | 'mark'>) {
  const { t } = useT()
  if (isRequired && mark === 'required') return <span className="ui-required">{t('required')}</span>
  if (!isRequired && mark === 'optional') return <span className="ui-optional">{t('optional')}</span>
  return null
}

export function ErrorLine({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span className="ui-error" id={id}>
      <CircleAlert aria-hidden />
      <span>{children}</span>
    </span>
  )
}

/** Ids that tie a native control to its label, help and error. */
export function useFieldIds({ id, description, error }: Pick<FieldProps, 'id' | 'description' | 'error'>) {
  const made = useId()
  const control = id ?? made
  const ids = {
    control,
    label: `${control}-label`,
    description: `${control}-help`,
    error: `${control}-error`,
  }
  const describedBy = [error && ids.error, description && ids.description].filter(Boolean).join(' ')
  return {
    ids,
    aria: { ...(describedBy && { 'aria-describedby': describedBy }), ...(error && { 'aria-invalid': true }) },
  }
}

import { CircleAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useT } from '../platform/i18n.ts'
import './Messages.css'

/**
 * Above a form that was refused: every error as a link to its field. Takes the focus each time `attempt`
 * changes, so that keyboard and screen reader start from here.
 */
export function ErrorSummary({
  errors,
  problem,
  attempt = 0,
}: {
  /** In the order of the fields; `fieldId` is the id of the control. */
  errors: readonly { fieldId: string; message: string }[]
  /** A sentence about the form as a whole. */
  problem?: string | undefined
  attempt?: number
}) {
  const { t } = useT()
  const box = useRef<HTMLElement>(null)
  const shown = errors.length > 0 || Boolean(problem)
  useEffect(() => {
    if (shown) box.current?.focus()
  }, [attempt, shown])
  if (!shown) return null
  return (
    <section className="ui-summary" ref={box} tabIndex={-1} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">
        <CircleAlert aria-hidden />
        {errors.length > 0 ? t('errorSummary', { count: errors.length }) : problem}
      </h2>
      {errors.length > 0 && problem && <p>{problem}</p>}
      {errors.length > 0 && (
        <ul>
          {errors.map(({ fieldId, message }) => (
            <li key={fieldId}>
              <a
                href={`#${fieldId}`}
                onClick={(event) => {
                  event.preventDefault()
                  const field = document.getElementById(fieldId)
                  const control = field?.matches('input, select, textarea')
                    ? field
                    : field?.querySelector('input')
                  ;(control as HTMLElement | null)?.focus()
                }}
              >
                {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

import { type ReactNode, useId } from 'react'
import { ErrorLine } from '../../ui/FieldParts.tsx'

/** One part of the settings under its heading, with what went wrong where it was pressed. */
export function Part({
  title,
  help,
  problem,
  children,
}: {
  title: string
  help?: ReactNode
  problem?: string | undefined
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className="call-part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {help && <p className="muted">{help}</p>}
      {children}
      <div role="alert">{problem && <ErrorLine>{problem}</ErrorLine>}</div>
    </section>
  )
}

import type { ReactNode } from 'react'
import { useT } from '../platform/i18n.ts'
import { classes } from './classes.ts'
import { RocTime } from './RocTime.tsx'
import './Slip.css'

/** The registration slip: a stub with the number, torn off along a perforation, and what it is about. */
export function Slip({
  number,
  date,
  children,
  className,
}: {
  /** `115-000731`; without one the stub is still blank. */
  number?: string
  date?: string
  children: ReactNode
  className?: string
}) {
  const { t } = useT()
  return (
    <article className={classes('ui-slip', className)} aria-label={number && t('slip.label', { number })}>
      <div className="ui-slip-stub">
        <span>{t('slip.stub')}</span>
        <CaseNumber number={number} />
        {date && <RocTime at={date} show="date" />}
      </div>
      <div className="ui-slip-body">{children}</div>
    </article>
  )
}

/** The small stub that stands before the title of a case on the desk. */
export function Stub({ number, date }: { number: string; date: string }) {
  return (
    <span className="ui-stub">
      <CaseNumber number={number} />
      <RocTime at={date} show="date" />
    </span>
  )
}

/** The year is small print: people say and look for the digits after it. */
function CaseNumber({ number }: { number: string | undefined }) {
  if (!number) return <span className="ui-slip-blank" aria-hidden />
  const [year, digits] = number.split('-')
  return (
    <b className="ui-slip-number">
      {digits ? (
        <>
          <small>{year}-</small>
          {digits}
        </>
      ) : (
        number
      )}
    </b>
  )
}

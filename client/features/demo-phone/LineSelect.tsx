import { formatPhone } from '../../platform/phone.ts'
import { Select } from '../../ui/Select.tsx'
import type { WhomToCall } from './whom-to-call.ts'

/** The number that is usually dialled for this: a line of its kind, or else any. */
export const usualLine = (lines: WhomToCall['lines'], wanted: WhomToCall['lines'][number]['kind']): string =>
  (lines.find(({ kind }) => kind === wanted) ?? lines[0])?.number ?? ''

/** Which of the centre's numbers is dialled. */
export function LineSelect({
  lines,
  ...select
}: {
  lines: WhomToCall['lines']
  label: string
  value: string
  onChange: (number: string) => void
  isDisabled: boolean
}) {
  return (
    <Select
      {...select}
      placeholder={null}
      options={lines.map(({ number, name }) => ({ id: number, label: `${name} ${formatPhone(number)}` }))}
    />
  )
}

import type { Translate } from '../../platform/i18n.ts'
import type { PostedForm } from '../../platform/portal.ts'
import { type Fault, FIELDS, readValues, type Values } from './values.ts'

/** Everything that can have an error of its own; `agencyName` only accompanies `agencyId`. */
const FAULTY = [...FIELDS.filter((name) => name !== 'agencyName'), 'files'] as const
export type Faulty = (typeof FAULTY)[number]
export type Errors = Partial<Record<Faulty, string>>

type Words = Translate<'portal'>

function sentenceOf(t: Words, name: Faulty, fault: Fault): string {
  if (fault.kind === 'tooLong')
    return t('caseForm.wrong.tooLong', { limit: fault.limit.toLocaleString('en') })
  if (fault.kind === 'wrong') return t(`caseForm.wrong.${fault.rule}`)
  return t(`caseForm.missing.${name as 'systemId' | 'description' | 'email'}`)
}

/**
 * What to show beside each field: what we find wrong ourselves, in our own words, and else what the server said of a
 * value that is still the one it refused.
 */
export function errorsOf(
  t: Words,
  values: Values,
  faults: Partial<Record<keyof Values, Fault>>,
  posted: PostedForm | undefined,
): Errors {
  const refused = posted && readValues(posted.values)
  return Object.fromEntries(
    FAULTY.flatMap((name) => {
      const fault = name === 'files' ? undefined : faults[name]
      const same = name === 'files' || values[name] === refused?.[name]
      const message = fault ? sentenceOf(t, name, fault) : same ? posted?.errors[name] : undefined
      return message ? [[name, message]] : []
    }),
  )
}

export const idOf = (name: Faulty) => (name === 'agencyId' ? 'case-agency' : `case-${name}`)

/** The errors as the summary above the form lists them, in the order of the fields. */
export const listed = (t: Words, errors: Errors) =>
  FAULTY.flatMap((name) => {
    const message = errors[name]
    return message
      ? [
          {
            fieldId: idOf(name),
            message: t('caseForm.fieldError', { field: t(`caseForm.field.${name}`), message }),
          },
        ]
      : []
  })

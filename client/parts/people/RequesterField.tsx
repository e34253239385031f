import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, type Ref, useState } from 'react'
import type { Contact } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { formatDateTime } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { lookUpBy } from './look-up.ts'

const FRESH_MS = 60_000

/** Finds a person of the directory by whatever they give: telephone, mail, personnel number or name. */
export function RequesterField({
  label,
  chosen,
  onChoose,
  autoFocus = false,
  error,
  inputRef,
}: {
  label: string
  chosen: Pick<Contact, 'id' | 'name'> | null
  onChoose: (person: Contact | null) => void
  autoFocus?: boolean
  error?: ReactNode
  inputRef?: Ref<HTMLInputElement>
}) {
  const { t, language } = useT('cases')
  const [typed, setTyped] = useState('')
  const sought = lookUpBy(typed)
  const { data, isFetching } = useQuery({
    queryKey: ['people', 'look-up', sought?.by, sought?.text],
    queryFn: ({ signal }) =>
      api('GET /people', { query: sought ? { [sought.by]: sought.text } : {}, signal }),
    enabled: sought !== undefined,
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const people = sought ? (data?.people ?? []) : []
  const items = people.map((person) => ({
    id: person.id as string,
    label: person.name,
    detail: [person.agency?.name, person.title, person.phones[0]?.shown].filter(Boolean).join('　'),
  }))
  return (
    <ComboBox
      label={label}
      description={
        data?.source.stale && data.source.asOf
          ? t('requester.stale', { time: formatDateTime(new Date(data.source.asOf), language) })
          : t('requester.help')
      }
      autoFocus={autoFocus}
      items={
        chosen && !items.some(({ id }) => id === chosen.id)
          ? [{ id: chosen.id, label: chosen.name }, ...items]
          : items
      }
      value={chosen?.id ?? null}
      onSearch={setTyped}
      isSearching={isFetching}
      onChange={(id) => onChoose(people.find((person) => person.id === id) ?? null)}
      empty={sought ? t('requester.none') : t('requester.type')}
      error={error}
      {...(inputRef && { inputRef })}
    />
  )
}

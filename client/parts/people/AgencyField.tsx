import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { ComboBox } from '../../ui/ComboBox.tsx'

const FRESH_MS = 60_000

type Chosen = { id: number | null; name: string }

/** Finds an agency by part of its name or code. */
export function AgencyField({
  label,
  chosen,
  onChoose,
}: {
  label: string
  chosen: Chosen
  onChoose: (agency: Chosen) => void
}) {
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const { data, isFetching } = useQuery({
    queryKey: ['agencies', 'look-up', text],
    queryFn: ({ signal }) => api('GET /agencies', { query: { text }, signal }),
    enabled: text !== '',
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  })
  const found = (text ? (data ?? []) : []).map(({ id, name, code }) => ({
    id: String(id),
    label: name,
    detail: code,
  }))
  const own =
    chosen.id === null || found.some(({ id }) => id === String(chosen.id))
      ? []
      : [{ id: String(chosen.id), label: chosen.name }]
  return (
    <ComboBox
      label={label}
      items={[...own, ...found]}
      value={chosen.id === null ? null : String(chosen.id)}
      onSearch={setTyped}
      isSearching={isFetching}
      onChange={(id) => {
        const agency = found.find((one) => one.id === id)
        onChoose(agency ? { id: Number(agency.id), name: agency.label } : { id: null, name: '' })
      }}
    />
  )
}

import { useState } from 'react'
import { createApi } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import type { Item } from '../../ui/searchable-items.ts'

/** Where the requester works, looked up by part of its name or code. Without JavaScript only what is known is sent. */
export function AgencyField({
  agencyId,
  agencyName,
  onChange,
}: {
  agencyId: string
  agencyName: string
  onChange: (agencyId: string, agencyName: string) => void
}) {
  const { t, language } = useT('portal')
  const awake = useHydrated()
  const [found, setFound] = useState<readonly Item[]>([])
  const [isSearching, setSearching] = useState(false)
  const chosen = agencyId ? [{ id: agencyId, label: agencyName }] : []

  const search = (text: string, signal: AbortSignal) => {
    if (!text.trim()) return setFound([])
    setSearching(true)
    const api = createApi((url, init) => fetch(url, { ...init, signal }), language)
    void api('GET /agencies', { query: { text: text.trim() } })
      .then((agencies) =>
        agencies.map(({ id, name, code }) => ({ id: String(id), label: name, detail: code })),
      )
      .catch(() => [])
      .then((items) => {
        if (signal.aborted) return
        setFound(items)
        setSearching(false)
      })
  }
  if (!awake)
    return agencyId ? (
      <p>
        {t('caseForm.field.agencyId')}　{agencyName}
        <input type="hidden" name="agencyId" value={agencyId} />
        <input type="hidden" name="agencyName" value={agencyName} />
      </p>
    ) : (
      <noscript>
        <p className="ui-description">{t('caseForm.help.agencyScriptless')}</p>
      </noscript>
    )
  return (
    <>
      <ComboBox
        label={t('caseForm.field.agencyId')}
        description={t('caseForm.help.agencyId')}
        name="agencyId"
        id="case-agency"
        items={found.some(({ id }) => id === agencyId) ? found : [...chosen, ...found]}
        value={agencyId || null}
        onChange={(id) =>
          onChange(id ?? '', found.find((item) => item.id === id)?.label ?? (id ? agencyName : ''))
        }
        onSearch={search}
        isSearching={isSearching}
        empty={t('caseForm.help.agencyId')}
      />
      <input type="hidden" name="agencyName" value={agencyName} />
    </>
  )
}

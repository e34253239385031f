import type { System } from '../../../server/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ComboBox } from '../../ui/ComboBox.tsx'
import type { FieldProps } from '../../ui/FieldParts.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { Select } from '../../ui/Select.tsx'

/** Which system is stuck: found by code, short name or old name; without JavaScript a list grouped by domain. */
export function SystemField({
  systems,
  value,
  onChange,
  error,
  id,
}: {
  systems: readonly System[]
  value: string
  onChange: (id: string) => void
} & Pick<FieldProps, 'error' | 'id'>) {
  const { t } = useT('portal')
  const awake = useHydrated()
  const field = {
    label: t('caseForm.field.systemId'),
    description: t('caseForm.help.systemId'),
    name: 'systemId',
    isRequired: true,
    error,
    ...(id && { id }),
  }
  if (!awake) return <Select {...field} options={byDomain(systems)} defaultValue={value} />
  return (
    <ComboBox
      {...field}
      items={systems.map(({ id, name, shortName, code, domain, oldNames }) => ({
        id: String(id),
        label: name,
        detail: [shortName, code, domain].join('．'),
        keywords: oldNames,
      }))}
      value={value || null}
      onChange={(id) => onChange(id ?? '')}
      placeholder={t('caseForm.help.systemPlaceholder')}
    />
  )
}

const byDomain = (systems: readonly System[]) =>
  [...Map.groupBy(systems, ({ domain }) => domain).entries()].flatMap(([group, members]) =>
    members.map(({ id, name, shortName }) => ({
      id: String(id),
      label: name.includes(shortName) ? name : `${name}（${shortName}）`,
      group,
    })),
  )

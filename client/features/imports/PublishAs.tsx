import { useT } from '../../platform/i18n.ts'
import { RadioGroup } from '../../ui/RadioGroup.tsx'

/** Whether entries are read at once, or by a second person first. */
export function PublishAs({
  value,
  onChoose,
}: {
  value: 'live' | 'draft'
  onChoose: (value: 'live' | 'draft') => void
}) {
  const { t } = useT('admin')
  return (
    <RadioGroup
      label={t('imports.publishAs')}
      mark="none"
      value={value}
      onChange={(id) => onChoose(id === 'draft' ? 'draft' : 'live')}
      options={(['live', 'draft'] as const).map((id) => ({
        id,
        label: t(`imports.publishAsOf.${id}`),
        description: t(`imports.publishAsHelp.${id}`),
      }))}
    />
  )
}

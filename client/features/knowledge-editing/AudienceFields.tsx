import { useQuery } from '@tanstack/react-query'
import { useT } from '../../platform/i18n.ts'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { isHidden, LIMITS, VISIBILITIES } from './content.ts'
import { errorOf, fieldId } from './fields.ts'
import { choicesQuery } from './queries.ts'
import type { Editor } from './use-editor.ts'

/** Who may read it: everybody, unless there is a reason. */
export function AudienceFields({ editor: { content, change, faults } }: { editor: Editor }) {
  const { t } = useT('entries')
  const { data: choices } = useQuery(choicesQuery)
  const { visibility, whyHidden, vendorId } = content
  return (
    <>
      <RadioGroup
        id={fieldId('visibility')}
        label={t('editor.visibility')}
        layout="cards"
        options={VISIBILITIES.map((id) => ({
          id,
          label: t(`visibility.${id}`),
          description: t(`visibilityHelp.${id}`),
        }))}
        value={visibility}
        onChange={(id) => change({ visibility: id as typeof visibility })}
        error={errorOf(t, faults, 'visibility')}
      />
      {visibility === 'vendor' && (
        <Select
          id={fieldId('vendorId')}
          label={t('editor.vendor')}
          isRequired
          options={(choices?.vendors ?? []).map(({ id, name }) => ({ id: String(id), label: name }))}
          value={vendorId === null ? '' : String(vendorId)}
          onChange={(id) => change({ vendorId: id ? Number(id) : null })}
          error={errorOf(t, faults, 'vendorId')}
        />
      )}
      {isHidden(content) && (
        <TextArea
          id={fieldId('whyHidden')}
          label={t('editor.whyHidden')}
          isRequired
          rows={2}
          limit={LIMITS.whyHidden}
          value={whyHidden ?? ''}
          onChange={(text) => change({ whyHidden: text })}
          error={errorOf(t, faults, 'whyHidden')}
        />
      )}
    </>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useT } from '../../platform/i18n.ts'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { DOMAINS, LIMITS } from './content.ts'
import { errorOf, fieldId } from './fields.ts'
import { systemsQuery } from './queries.ts'
import { Chosen, TagsField } from './TagsField.tsx'
import type { Editor } from './use-editor.ts'

/** Where it belongs: systems, domain, tags, versions of the system. */
export function PlaceFields({ editor: { content, change, faults } }: { editor: Editor }) {
  const { t } = useT('entries')
  const { data: systems = [] } = useQuery(systemsQuery)
  const { systemIds, domain } = content
  const nameOf = (id: string) => systems.find((one) => String(one.id) === id)?.shortName ?? id
  const add = (id: string | null) => {
    const system = systems.find((one) => String(one.id) === id)
    if (!system) return
    // The domain of the first system is usually the entry's own.
    change({ systemIds: [...systemIds, system.id], domain: domain || system.domain })
  }
  return (
    <>
      <div className="entry-tags">
        <ComboBox
          // Anew after each choice: the field is for adding, the choices stand above it.
          key={systemIds.join()}
          id={fieldId('systemIds')}
          label={t('editor.systems')}
          description={t('editor.systemsHelp')}
          placeholder={t('editor.addSystem')}
          items={systems
            .filter(({ id }) => !systemIds.includes(id))
            .map(({ id, shortName, name, code }) => ({
              id: String(id),
              label: shortName,
              detail: `${name}　${code}`,
            }))}
          value={null}
          onChange={add}
        />
        <Chosen
          label={t('editor.systems')}
          items={systemIds.map((id) => ({ id: String(id), name: nameOf(String(id)) }))}
          removeWords={(id) => t('editor.removeSystem', { name: nameOf(id) })}
          onRemove={(id) => change({ systemIds: systemIds.filter((one) => String(one) !== id) })}
        />
      </div>
      <Select
        id={fieldId('domain')}
        label={t('editor.domain')}
        isRequired
        options={DOMAINS.map((one) => ({ id: one, label: one }))}
        value={domain}
        onChange={(one) => change({ domain: one as typeof domain })}
        error={errorOf(t, faults, 'domain')}
      />
      <TagsField id={fieldId('tags')} tags={content.tags} onChange={(tags) => change({ tags })} />
      <TextField
        id={fieldId('appliesTo')}
        label={t('editor.appliesTo')}
        description={t('editor.appliesToHelp')}
        limit={LIMITS.appliesTo}
        value={content.appliesTo}
        onChange={(appliesTo) => change({ appliesTo })}
      />
    </>
  )
}

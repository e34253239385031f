import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { AgencyField } from '../../parts/people/AgencyField.tsx'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { BodyField } from './BodyField.tsx'
import { HR_SYSTEMS, type Variant } from './content.ts'
import { errorOf, fieldId } from './fields.ts'
import type { Editor } from './use-editor.ts'

const AUTHORITY = 'authority'

/** What is different for the agencies of one authority, or of those with one HR system. */
export function VariantFields({ editor }: { editor: Editor }) {
  const { t } = useT('entries')
  const { content, change } = editor
  const put = (n: number, patch: Partial<Variant>) =>
    change({ variants: content.variants.map((one, i) => (i === n ? { ...one, ...patch } : one)) })
  return (
    <section className="entry-variants" aria-labelledby="entry-variants-title">
      <h3 id="entry-variants-title">{t('editor.variants')}</h3>
      <p className="muted">{t('editor.variantsHelp')}</p>
      {content.variants.map((variant, n) => (
        <OneVariant
          // Variants have no name of their own, and one may be changed into another.
          key={n}
          n={n}
          variant={variant}
          editor={editor}
          onChange={(patch) => put(n, patch)}
          onRemove={() => change({ variants: content.variants.filter((_, i) => i !== n) })}
        />
      ))}
      <Button
        icon={<Plus aria-hidden />}
        onPress={() =>
          change({ variants: [...content.variants, { authorityId: null, hrSystem: null, body: '' }] })
        }
      >
        {t('editor.addVariant')}
      </Button>
    </section>
  )
}

function OneVariant({
  n,
  variant: { authorityId, hrSystem, body },
  editor: { entry, faults },
  onChange,
  onRemove,
}: {
  n: number
  variant: Variant
  editor: Editor
  onChange: (patch: Partial<Variant>) => void
  onRemove: () => void
}) {
  const { t } = useT('entries')
  const known = entry?.atWork?.names.authorities.find(({ id }) => id === authorityId)?.name
  const [name, setName] = useState(known ?? '')
  const [isForAuthority, setForAuthority] = useState(authorityId !== null)
  const error = errorOf(t, faults, `variants/${n}`)
  const chooses = isForAuthority || authorityId !== null
  return (
    <fieldset className="entry-variant">
      <legend>{t('editor.variantOf', { n: n + 1 })}</legend>
      <div className="entry-pair">
        <Select
          id={fieldId(`variants/${n}`)}
          label={t('editor.variantFor')}
          options={[
            ...HR_SYSTEMS.map((id) => ({ id, label: t(`hr.${id}`) })),
            { id: AUTHORITY, label: t('editor.variantAuthority') },
          ]}
          value={chooses ? AUTHORITY : (hrSystem ?? '')}
          onChange={(id) => {
            setForAuthority(id === AUTHORITY)
            onChange({
              authorityId: null,
              hrSystem: id === AUTHORITY || id === '' ? null : (id as Variant['hrSystem']),
            })
          }}
          error={error}
        />
        {chooses && (
          <AgencyField
            label={t('editor.authority')}
            chosen={{ id: authorityId, name: name || String(authorityId ?? '') }}
            onChoose={(agency) => {
              setName(agency.name)
              onChange({ authorityId: agency.id, hrSystem: null })
            }}
          />
        )}
      </div>
      <BodyField
        id={`entry-variant-${n}`}
        label={t('editor.variantBody')}
        rows={6}
        value={body}
        onChange={(text) => onChange({ body: text })}
      />
      <Button size="small" variant="quiet" icon={<Trash2 aria-hidden />} onPress={onRemove}>
        {t('editor.removeVariant')}
      </Button>
    </fieldset>
  )
}

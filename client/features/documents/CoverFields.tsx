import { useT } from '../../platform/i18n.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type Cover, SPEEDS } from './cover.ts'

/** What a document says of itself, to be filled in where its file does not say it. */
export function CoverFields({ cover, onChange }: { cover: Cover; onChange: (cover: Cover) => void }) {
  const { t } = useT('papers')
  const line = (name: 'number' | 'senderName' | 'subject', limit: number) => ({
    label: t(`documents.cover.${name}`),
    autoComplete: 'off' as const,
    limit,
    value: cover[name],
    onChange: (words: string) => onChange({ ...cover, [name]: words }),
  })
  return (
    <div className="document-cover">
      <TextField {...line('number', 100)} description={t('documents.numberHelp')} />
      <TextField {...line('senderName', 200)} />
      <TextField {...line('subject', 2000)} />
      <DateField
        label={t('documents.issuedOn')}
        value={cover.issuedOn}
        onChange={(issuedOn) => onChange({ ...cover, issuedOn })}
      />
      <DateField
        label={t('documents.dueOn')}
        value={cover.dueOn}
        onChange={(dueOn) => onChange({ ...cover, dueOn })}
      />
      <Select
        label={t('documents.speed')}
        placeholder={t('documents.asWritten')}
        options={SPEEDS.map((speed) => ({ id: speed, label: speed }))}
        value={cover.speed}
        onChange={(speed) => onChange({ ...cover, speed })}
      />
    </div>
  )
}

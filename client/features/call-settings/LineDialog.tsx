import { useState } from 'react'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useSystems } from '../../platform/catalogue.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useChange } from './queries.ts'

type Line = CallSettings['lines'][number]
type Form = Omit<Line, 'defaultSystemId'> & { systemId: string }

const NUMBER = /^[0-9+*#]{1,20}$/
const formOf = (line?: Line): Form => ({
  number: line?.number ?? '',
  name: line?.name ?? '',
  kind: line?.kind ?? 'voice',
  language: line?.language ?? 'zh-TW',
  systemId: line ? String(line.defaultSystemId) : '',
  hasMenu: line?.hasMenu ?? true,
  records: line?.records ?? true,
  alwaysOpen: line?.alwaysOpen ?? false,
  isOn: line?.isOn ?? true,
})

/** A number that people dial, new or to be changed. */
export function LineDialog({ line, onClose }: { line?: Line; onClose: () => void }) {
  const { t } = useT('calls')
  const { systems } = useSystems()
  const [form, setForm] = useState(() => formOf(line))
  const [isTried, setTried] = useState(false)
  const write = (change: Partial<Form>) => setForm({ ...form, ...change })
  const wrong = {
    number: !NUMBER.test(form.number),
    name: form.name.trim() === '',
    system: form.systemId === '',
  }
  const { number, systemId, ...rest } = form
  const save = useChange(
    () =>
      api('PUT /call-settings/lines/:line', {
        params: { line: number },
        body: { ...rest, defaultSystemId: Number(systemId) },
      }),
    { onDone: onClose },
  )
  const submit = () => {
    setTried(true)
    if (!Object.values(wrong).includes(true)) save.run()
  }
  const errorOf = (field: keyof typeof wrong, sentence: string) =>
    isTried && wrong[field] ? { error: sentence } : {}
  return (
    <Dialog
      isOpen
      keepOpen
      onClose={onClose}
      title={line ? `${t('settings.lines.edit')} ${line.number}` : t('settings.lines.add')}
      actions={
        <>
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" isPending={save.isPending} onPress={submit}>
            {t('settings.save')}
          </Button>
        </>
      }
    >
      {!line && (
        <TextField
          label={t('settings.lines.number')}
          isRequired
          autoFocus
          inputMode="tel"
          value={form.number}
          onChange={(value) => write({ number: value })}
          {...errorOf('number', t('settings.lines.numberWrong'))}
        />
      )}
      <TextField
        label={t('settings.lines.name')}
        isRequired
        limit={60}
        value={form.name}
        onChange={(name) => write({ name })}
        {...errorOf('name', t('settings.lines.nameMissing'))}
      />
      <RadioGroup
        label={t('settings.lines.kind')}
        layout="row"
        options={(['voice', 'fax'] as const).map((id) => ({ id, label: t(`settings.lines.kinds.${id}`) }))}
        value={form.kind}
        onChange={(kind) => write({ kind: kind as Form['kind'] })}
      />
      <ComboBox
        label={t('settings.lines.system')}
        isRequired
        items={systems.map(({ id, shortName, name }) => ({ id: String(id), label: shortName, detail: name }))}
        value={form.systemId}
        onChange={(chosen) => write({ systemId: chosen ?? '' })}
        {...errorOf('system', t('settings.lines.systemMissing'))}
      />
      {form.kind === 'voice' && (
        <>
          <RadioGroup
            label={t('settings.lines.language')}
            layout="row"
            options={(['zh-TW', 'en'] as const).map((id) => ({
              id,
              label: t(`settings.lines.languages.${id}`),
            }))}
            value={form.language}
            onChange={(language) => write({ language: language as Form['language'] })}
          />
          <Checkbox
            label={t('settings.lines.hasMenu')}
            isSelected={form.hasMenu}
            onChange={(hasMenu) => write({ hasMenu })}
          />
          <Checkbox
            label={t('settings.lines.records')}
            isSelected={form.records}
            onChange={(records) => write({ records })}
          />
        </>
      )}
      {form.kind === 'voice' && (
        <Checkbox
          label={t('settings.lines.alwaysOpen')}
          isSelected={form.alwaysOpen}
          onChange={(alwaysOpen) => write({ alwaysOpen })}
        />
      )}
      <Checkbox
        label={t('settings.lines.isOn')}
        isSelected={form.isOn}
        onChange={(isOn) => write({ isOn })}
      />
      <div role="alert">{save.problem && <ErrorLine>{save.problem}</ErrorLine>}</div>
    </Dialog>
  )
}

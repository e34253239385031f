import { useState } from 'react'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { Instant } from './moment.ts'
import { momentOf, momentText } from './moment.ts'
import { useChange } from './queries.ts'

const HOUR_MS = 3_600_000

/** Something to tell every caller, from now or later, until then. */
export function AnnouncementDialog({ onClose }: { onClose: () => void }) {
  const { t } = useT('calls')
  const [form, setForm] = useState(() => ({
    kind: 'incident' as 'incident' | 'holiday',
    language: 'zh-TW' as 'zh-TW' | 'en',
    text: '',
    from: momentText(new Date()),
    until: momentText(new Date(Date.now() + 2 * HOUR_MS)),
  }))
  const [isTried, setTried] = useState(false)
  const write = (change: Partial<typeof form>) => setForm({ ...form, ...change })
  const [from, until] = [momentOf(form.from), momentOf(form.until)]
  const isTimeWrong = !from || !until || from >= until
  const add = useChange(
    () =>
      api('POST /call-settings/announcements', {
        body: {
          kind: form.kind,
          language: form.language,
          text: form.text.trim(),
          startsAt: from!.toISOString() as Instant,
          endsAt: until!.toISOString() as Instant,
        },
      }),
    { onDone: onClose },
  )
  const submit = () => {
    setTried(true)
    if (form.text.trim() !== '' && !isTimeWrong) add.run()
  }
  return (
    <ActionDialog
      title={t('settings.announcements.add')}
      help={t('settings.announcements.help')}
      action={t('settings.save')}
      command={add}
      onSubmit={submit}
      onClose={onClose}
    >
      <RadioGroup
        label={t('settings.announcements.kind')}
        layout="row"
        options={(['incident', 'holiday'] as const).map((id) => ({
          id,
          label: t(`settings.announcements.kinds.${id}`),
        }))}
        value={form.kind}
        onChange={(kind) => write({ kind: kind as typeof form.kind })}
      />
      <RadioGroup
        label={t('settings.lines.language')}
        layout="row"
        options={(['zh-TW', 'en'] as const).map((id) => ({ id, label: t(`settings.lines.languages.${id}`) }))}
        value={form.language}
        onChange={(language) => write({ language: language as typeof form.language })}
      />
      <TextArea
        label={t('settings.announcements.text')}
        isRequired
        limit={500}
        rows={3}
        value={form.text}
        onChange={(text) => write({ text })}
        {...(isTried && form.text.trim() === '' && { error: t('settings.announcements.textMissing') })}
      />
      <TextField
        label={t('settings.announcements.from')}
        isRequired
        value={form.from}
        onChange={(value) => write({ from: value })}
      />
      <TextField
        label={t('settings.announcements.until')}
        isRequired
        value={form.until}
        onChange={(value) => write({ until: value })}
        {...(isTried && isTimeWrong && { error: t('settings.announcements.timeWrong') })}
      />
    </ActionDialog>
  )
}

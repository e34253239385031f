import { useState } from 'react'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { NumberFields } from './NumberFields.tsx'
import { type Bounds, numberWithin, prefixesOf } from './numbers.ts'
import { Part } from './Part.tsx'
import { useChange } from './queries.ts'

type General = CallSettings['general']

const BOUNDS = {
  informEverySeconds: { min: 10, max: 600 },
  offerCallBackAfterSeconds: { min: 0, max: 3600 },
  mostWaitSeconds: { min: 60, max: 7200 },
  surveyLeastTalkSeconds: { min: 0, max: 600 },
  callOutsPerHour: { min: 0, max: 1000 },
  mostCallsPerMinute: { min: 1, max: 1000 },
  recordingDays: { min: 1, max: 3650 },
} satisfies Record<string, Bounds>
type Field = keyof typeof BOUNDS
const FIELDS = Object.keys(BOUNDS) as Field[]
const SWITCHES = ['asksSurvey', 'showsListening'] as const

const formOf = (general: General) => ({
  numbers: Object.fromEntries(FIELDS.map((field) => [field, String(general[field] ?? '')])) as Record<
    Field,
    string
  >,
  officeNumber: general.officeNumber ?? '',
  allow: general.allow.join('\n'),
  deny: general.deny.join('\n'),
  asksSurvey: general.asksSurvey,
  showsListening: general.showsListening,
})

/** Waiting, calling back, the survey, what may be dialled, how long recordings are kept. */
export function GeneralPart({ general, mayChange }: Pick<CallSettings, 'general'> & { mayChange: boolean }) {
  const { t } = useT('calls')
  const [form, setForm] = useState(() => formOf(general))
  const write = (change: Partial<typeof form>) => setForm({ ...form, ...change })
  const numberOf = (field: Field) =>
    field === 'offerCallBackAfterSeconds' && form.numbers[field].trim() === ''
      ? null
      : numberWithin(form.numbers[field], BOUNDS[field])
  const [allow, deny] = [prefixesOf(form.allow), prefixesOf(form.deny)]
  const isRight = FIELDS.every((field) => numberOf(field) !== undefined) && allow && deny
  const save = useChange(() =>
    api('PUT /call-settings/general', {
      body: {
        ...(Object.fromEntries(FIELDS.map((field) => [field, numberOf(field)])) as Pick<General, Field>),
        officeNumber: form.officeNumber.trim() || null,
        allow: allow ?? [],
        deny: deny ?? [],
        asksSurvey: form.asksSurvey,
        showsListening: form.showsListening,
      },
    }),
  )
  return (
    <Part title={t('settings.general.title')} problem={save.problem}>
      <div className="call-keys">
        <NumberFields
          bounds={BOUNDS}
          labelOf={(field) => t(`settings.general.${field}`)}
          textOf={(field) => form.numbers[field]}
          mayBeEmpty="offerCallBackAfterSeconds"
          isReadOnly={!mayChange}
          onType={(field, text) => write({ numbers: { ...form.numbers, [field]: text } })}
        />
        <TextField
          label={t('settings.general.officeNumber')}
          inputMode="tel"
          isReadOnly={!mayChange}
          value={form.officeNumber}
          onChange={(officeNumber) => write({ officeNumber })}
        />
      </div>
      <div className="call-keys">
        {(['allow', 'deny'] as const).map((field) => (
          <TextArea
            key={field}
            label={t(`settings.general.${field}`)}
            rows={3}
            isReadOnly={!mayChange}
            value={form[field]}
            onChange={(text) => write({ [field]: text })}
            {...(!prefixesOf(form[field]) && { error: t('settings.general.wrongPrefix') })}
          />
        ))}
      </div>
      {SWITCHES.map((field) => (
        <Checkbox
          key={field}
          label={t(`settings.general.${field}`)}
          isSelected={form[field]}
          isDisabled={!mayChange}
          onChange={(isOn) => write({ [field]: isOn })}
        />
      ))}
      {mayChange && (
        <Button variant="primary" isDisabled={!isRight} isPending={save.isPending} onPress={() => save.run()}>
          {t('settings.save')}
        </Button>
      )}
    </Part>
  )
}

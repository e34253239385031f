import type { ClipboardEvent } from 'react'
import type { System } from '../../../server/api.ts'
import { isoDate } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { usePortal } from '../../platform/portal.ts'
import { Attachments } from '../../ui/Attachments.tsx'
import { DateField } from '../../ui/DateField.tsx'
import type { FileLimits } from '../../ui/FileDrop.tsx'
import { useHydrated } from '../../ui/hydrated.ts'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { AgencyField } from './AgencyField.tsx'
import { idOf } from './errors.ts'
import { SystemField } from './SystemField.tsx'
import type { CaseFormState } from './use-case-form.ts'
import { LIMITS } from './values.ts'

type Part = { state: CaseFormState }
const IMPACTS = ['me', 'unit', 'agency', 'deadline'] as const

/** 哪裡卡住: system and description. */
export function Where({ state, systems }: Part & { systems: readonly System[] }) {
  const { t } = useT('portal')
  const awake = useHydrated()
  const { values, errors, set, files } = state
  const pasteFiles = (event: ClipboardEvent) => {
    const pasted = [...event.clipboardData.files]
    if (pasted.length === 0) return
    event.preventDefault()
    files.add(pasted)
  }
  return (
    <section>
      <h2>{t('caseForm.where')}</h2>
      <SystemField
        id={idOf('systemId')}
        systems={systems}
        value={values.systemId}
        onChange={(systemId) => set({ systemId })}
        error={errors.systemId}
      />
      <TextArea
        id={idOf('description')}
        label={t('caseForm.field.description')}
        description={
          <>
            {t('caseForm.help.description')}
            {awake && <> {t('caseForm.help.descriptionPaste')}</>}
          </>
        }
        name="description"
        isRequired
        rows={8}
        limit={LIMITS.description}
        value={values.description}
        onChange={(description) => set({ description })}
        onPaste={pasteFiles}
        error={errors.description}
      />
    </section>
  )
}

/** 讓我們重現: what helps to see it too; all of it may stay empty. */
export function Reproduction({ state, limits }: Part & { limits: FileLimits }) {
  const { t } = useT('portal')
  const { now } = usePortal()
  const { values, errors, set, files } = state
  return (
    <section>
      <h2>{t('caseForm.reproduce')}</h2>
      <p className="muted">{t('caseForm.reproduceHelp')}</p>
      <TextField
        id={idOf('title')}
        label={t('caseForm.field.title')}
        description={t('caseForm.help.title')}
        name="title"
        limit={LIMITS.title}
        value={values.title}
        onChange={(title) => set({ title })}
        error={errors.title}
      />
      <DateField
        id={idOf('occurredOn')}
        label={t('caseForm.field.occurredOn')}
        description={t('caseForm.help.occurredOn')}
        name="occurredOn"
        value={values.occurredOn || null}
        onChange={(date) => set({ occurredOn: date ?? '' })}
        max={isoDate(new Date(now))}
        error={errors.occurredOn}
      />
      <RadioGroup
        id={idOf('impact')}
        label={t('caseForm.field.impact')}
        name="impact"
        layout="cards"
        options={IMPACTS.map((id) => ({
          id,
          label: t(`caseForm.impact.${id}.label`),
          description: t(`caseForm.impact.${id}.help`),
        }))}
        value={values.impact}
        onChange={(impact) => set({ impact })}
        error={errors.impact}
      />
      <Attachments
        id={idOf('files')}
        label={t('caseForm.field.files')}
        limits={limits}
        uploads={files}
        error={errors.files}
      />
    </section>
  )
}

/** 怎麼回覆您: filled in for those signed in. */
export function Contact({ state }: Part) {
  const { t } = useT('portal')
  const { values, errors, set } = state
  return (
    <section>
      <h2>{t('caseForm.reply')}</h2>
      <TextField
        id={idOf('email')}
        label={t('caseForm.field.email')}
        description={t('caseForm.help.email')}
        name="email"
        type="email"
        autoComplete="email"
        isRequired
        value={values.email}
        onChange={(email) => set({ email })}
        error={errors.email}
      />
      <TextField
        id={idOf('name')}
        label={t('caseForm.field.name')}
        name="name"
        autoComplete="name"
        value={values.name}
        onChange={(name) => set({ name })}
        error={errors.name}
      />
      <div className="case-form-phone">
        <TextField
          id={idOf('phone')}
          label={t('caseForm.field.phone')}
          description={t('caseForm.help.phone')}
          name="phone"
          type="tel"
          autoComplete="tel"
          value={values.phone}
          onChange={(phone) => set({ phone })}
          error={errors.phone}
        />
        <TextField
          id={idOf('extension')}
          label={t('caseForm.field.extension')}
          name="extension"
          inputMode="numeric"
          autoComplete="tel-extension"
          value={values.extension}
          onChange={(extension) => set({ extension })}
          error={errors.extension}
        />
      </div>
      <AgencyField
        agencyId={values.agencyId}
        agencyName={values.agencyName}
        onChange={(agencyId, agencyName) => set({ agencyId, agencyName })}
      />
    </section>
  )
}

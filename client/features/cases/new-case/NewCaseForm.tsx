import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Channel, Receipt } from '../../../../server/api.ts'
import { useDraft } from '../../../parts/drafts/use-draft.ts'
import { api } from '../../../platform/api.ts'
import { useSystems } from '../../../platform/catalogue.ts'
import { problemSentence, useT } from '../../../platform/i18n.ts'
import { newKey } from '../../../platform/new-key.ts'
import { isMac, keysInWords, useShortcut } from '../../../platform/shortcuts.ts'
import { Button } from '../../../ui/Button.tsx'
import { ComboBox } from '../../../ui/ComboBox.tsx'
import { ErrorSummary } from '../../../ui/ErrorSummary.tsx'
import { Kbd } from '../../../ui/Kbd.tsx'
import { RadioGroup } from '../../../ui/RadioGroup.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { LatestCases } from '../context/LatestCases.tsx'
import { emptyCase, type Missing, missingOf, type NewCase, walkInOf } from './form.ts'
import { Registered } from './Registered.tsx'
import { WhoFields } from './WhoFields.tsx'
import './NewCase.css'

const SUBMIT = 'Mod+Enter'
const CHANNELS = ['walk-in', 'phone', 'fax', 'document', 'mail'] as const satisfies readonly Channel[]
const PRIORITIES = { '3': 'normal', '2': 'high', '1': 'urgent', '4': 'low' } as const
const WORDS = {
  who: 'newCase.needWho',
  system: 'newCase.needSystem',
  description: 'newCase.needDescription',
} as const
const FIELD_IDS: Record<Missing, string> = {
  who: 'new-case-who',
  system: 'new-case-system',
  description: 'new-case-description',
}

/** A case keyed in for somebody who stands here or is on the line: who, which system, what happened. */
export function NewCaseForm() {
  const { t } = useT('cases')
  const queries = useQueryClient()
  const { systems } = useSystems()
  const draft = useDraft<NewCase>('new-case', () => undefined)
  const [fresh, setFresh] = useState(() => emptyCase(newKey()))
  const [attempt, setAttempt] = useState(0)
  const [receipt, setReceipt] = useState<Receipt>()
  const form = draft.body ?? fresh
  const who = useRef<HTMLInputElement>(null)
  const write = (change: Partial<NewCase>) => draft.keep({ ...form, ...change })
  const missing = attempt > 0 ? missingOf(form) : []

  const register = useMutation({
    mutationFn: () => api('POST /walk-ins', { body: walkInOf(form), idempotencyKey: form.key }),
    onSuccess: (made) => {
      setReceipt(made)
      clear()
      void queries.invalidateQueries({ queryKey: ['cases'] })
    },
  })
  const clear = () => {
    draft.clear()
    setFresh(emptyCase(newKey()))
    setAttempt(0)
    register.reset()
  }
  const submit = () => {
    setAttempt(attempt + 1)
    if (missingOf(form).length === 0 && !register.isPending) register.mutate()
  }
  useShortcut({ keys: SUBMIT, label: t('newCase.submit'), run: submit })

  if (receipt)
    return (
      <Registered
        receipt={receipt}
        onAnother={() => {
          setReceipt(undefined)
          requestAnimationFrame(() => who.current?.focus())
        }}
      />
    )
  const error = (field: Missing) => (missing.includes(field) ? t(WORDS[field]) : undefined)
  return (
    <div className="new-case-page">
      <form
        className="new-case"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <h1>{t('newCase.title')}</h1>
        <ErrorSummary
          attempt={attempt}
          errors={missing.map((field) => ({ fieldId: FIELD_IDS[field], message: t(WORDS[field]) }))}
          problem={register.error ? problemSentence(t, register.error) : undefined}
        />
        <fieldset className="new-case-part">
          <legend>{t('newCase.who')}</legend>
          <WhoFields form={form} write={write} error={error('who')} inputRef={who} fieldId={FIELD_IDS.who} />
        </fieldset>
        <fieldset className="new-case-part">
          <legend>{t('newCase.what')}</legend>
          <RadioGroup
            label={t('newCase.channel')}
            layout="row"
            options={CHANNELS.map((id) => ({ id, label: t(`channel.${id}`) }))}
            value={form.channel}
            onChange={(id) => write({ channel: id as Channel })}
          />
          <div id={FIELD_IDS.system}>
            <ComboBox
              label={t('newCase.system')}
              isRequired
              items={systems.map(({ id, shortName, name, code, oldNames }) => ({
                id: String(id),
                label: shortName,
                detail: name,
                keywords: [code, ...oldNames],
              }))}
              value={form.systemId === null ? null : String(form.systemId)}
              onChange={(id) => write({ systemId: id === null ? null : Number(id) })}
              error={error('system')}
            />
          </div>
          <TextArea
            id={FIELD_IDS.description}
            label={t('newCase.description')}
            description={t('newCase.descriptionHelp')}
            isRequired
            rows={4}
            value={form.description}
            onChange={(description) => write({ description })}
            error={error('description')}
          />
          <RadioGroup
            label={t('newCase.priority')}
            layout="row"
            options={Object.entries(PRIORITIES).map(([id, level]) => ({
              id,
              label: t(`common:priority.${level}`),
            }))}
            value={String(form.priority)}
            onChange={(id) => write({ priority: Number(id) })}
          />
        </fieldset>
        <div className="new-case-foot">
          <Button onPress={clear}>{t('newCase.clear')}</Button>
          <span className="muted">{t('newCase.kept')}</span>
          <Button variant="primary" type="submit" isPending={register.isPending}>
            {t('newCase.submit')}
            <Kbd>{keysInWords(SUBMIT, isMac())}</Kbd>
          </Button>
        </div>
      </form>
      {form.requester && !form.isManual && (
        <aside className="new-case-aside" aria-label={t('context.label')}>
          <LatestCases requesterId={form.requester.id} />
        </aside>
      )}
    </div>
  )
}

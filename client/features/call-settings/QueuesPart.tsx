import { useState } from 'react'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { NumberFields } from './NumberFields.tsx'
import { type Bounds, numberWithin } from './numbers.ts'
import { Part } from './Part.tsx'
import { useChange } from './queries.ts'

type Queue = CallSettings['queues'][number]

const BOUNDS = {
  ringSeconds: { min: 5, max: 120 },
  wrapUpSeconds: { min: 0, max: 900 },
  extensionSeconds: { min: 0, max: 900 },
  levelSeconds: { min: 1, max: 600 },
  levelTarget: { min: 1, max: 100 },
  shortAbandonSeconds: { min: 0, max: 60 },
  overflowSeconds: { min: 0, max: 600 },
} satisfies Record<string, Bounds>
type Field = keyof typeof BOUNDS
const FIELDS = Object.keys(BOUNDS) as Field[]

/** How long it rings, how long agents have afterwards, and by what the service level is reckoned. */
export function QueuesPart({ queues, mayChange }: { queues: readonly Queue[]; mayChange: boolean }) {
  const { t } = useT('calls')
  return (
    <Part title={t('settings.queues.title')}>
      {queues.map((queue) => (
        <QueueForm key={queue.queueId} queue={queue} mayChange={mayChange} />
      ))}
    </Part>
  )
}

function QueueForm({ queue, mayChange }: { queue: Queue; mayChange: boolean }) {
  const { t } = useT('calls')
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({})
  const [records, setRecords] = useState<boolean>()
  const textOf = (field: Field) => typed[field] ?? String(queue[field])
  const values = FIELDS.map((field) => [field, numberWithin(textOf(field), BOUNDS[field])] as const)
  const isRight = values.every(([, value]) => value !== undefined)
  const isChanged = Object.keys(typed).length > 0 || records !== undefined
  const save = useChange(
    () =>
      api('PUT /call-settings/queues/:queueId', {
        params: { queueId: queue.queueId },
        body: {
          ...(Object.fromEntries(values) as Record<Field, number>),
          records: records ?? queue.records,
        },
      }),
    {
      onDone: () => {
        setTyped({})
        setRecords(undefined)
      },
    },
  )
  return (
    <fieldset className="call-queue" disabled={!mayChange}>
      <legend>{queue.name}</legend>
      <div className="call-keys">
        <NumberFields
          bounds={BOUNDS}
          labelOf={(field) => t(`settings.queues.${field}`)}
          textOf={textOf}
          isReadOnly={!mayChange}
          onType={(field, text) => setTyped({ ...typed, [field]: text })}
        />
      </div>
      <Checkbox
        label={t('settings.queues.records')}
        isSelected={records ?? queue.records}
        isDisabled={!mayChange}
        onChange={setRecords}
      />
      {mayChange && (
        <Button
          isDisabled={!isChanged || !isRight}
          isPending={save.isPending}
          onPress={() => save.run()}
          aria-label={`${t('settings.save')} ${queue.name}`}
        >
          {t('settings.save')}
        </Button>
      )}
      <div role="alert">{save.problem}</div>
    </fieldset>
  )
}

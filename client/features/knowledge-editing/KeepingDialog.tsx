import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { EditedEntry } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { isoDate } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { inAYear } from './days.ts'
import { choicesQuery, EDITING } from './queries.ts'
import { useTakeIn } from './use-editing-hints.ts'

/** Who answers for an entry and when it is read again; "still right" is a year from today. */
export function KeepingDialog({ entry, onClose }: { entry: EditedEntry; onClose: () => void }) {
  const { t } = useT('entries')
  const takeIn = useTakeIn()
  const toast = useToast()
  const queries = useQueryClient()
  const { data: choices } = useQuery(choicesQuery)
  const [ownerId, setOwnerId] = useState(entry.owner?.id ?? null)
  const [reviewOn, setReviewOn] = useState(entry.reviewOn)
  const command = useCommand(
    (day: string | null) =>
      api('PUT /knowledge-entries/:entryId/keeping', {
        params: { entryId: entry.id },
        body: { version: entry.version, ownerId, reviewOn: day },
      }).catch((error) => {
        // The dialog begins anew with what there is now; this stays to say why.
        if ((error as { code?: string }).code === 'knowledge-changed') {
          toast({ text: t('keeping.changed'), tone: 'danger' })
          void queries.invalidateQueries({ queryKey: EDITING })
        }
        throw error
      }),
    (changed) => {
      takeIn(changed)
      onClose()
      return t('keeping.done', { number: entry.number })
    },
  )
  const owners = choices?.owners ?? (entry.owner ? [entry.owner] : [])
  return (
    <ActionDialog
      title={t('keeping.title', { number: entry.number })}
      help={t('keeping.help')}
      action={t('keeping.save')}
      command={command}
      onClose={onClose}
      onSubmit={() => command.run(reviewOn)}
    >
      <ComboBox
        label={t('keeping.owner')}
        placeholder={t('keeping.noOwner')}
        items={owners.map(({ id, name }) => ({ id, label: name }))}
        value={ownerId}
        onChange={(id) => setOwnerId(id as typeof ownerId)}
      />
      <DateField
        label={t('keeping.reviewOn')}
        value={reviewOn}
        min={isoDate(new Date())}
        onChange={setReviewOn}
      />
      <p>
        <Button isDisabled={command.isPending} onPress={() => command.run(inAYear(isoDate(new Date())))}>
          {t('keeping.still')}
        </Button>
      </p>
    </ActionDialog>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { EditedEntry } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { liveEntryQuery, numberTyped } from './queries.ts'
import { useTakeIn } from './use-editing-hints.ts'
import { useSettled } from './use-settled.ts'

const LONGEST_REASON = 500
const never = () => false

/** Takes an entry back: why, and what readers are led to instead. */
export function WithdrawDialog({ entry, onClose }: { entry: EditedEntry; onClose: () => void }) {
  const { t } = useT('entries')
  const takeIn = useTakeIn()
  const [why, setWhy] = useState('')
  const [typed, setTyped] = useState('')
  const [isAsked, setAsked] = useState(false)
  const settled = useSettled(typed, never)
  const number = numberTyped(settled)
  const isSelf = number === entry.number
  const found = useQuery({
    ...liveEntryQuery(number ?? ''),
    enabled: number !== undefined && !isSelf,
  })
  const isWrong = typed.trim() !== '' && (isSelf || found.isError || numberTyped(typed) === undefined)
  const command = useCommand(
    () =>
      api('POST /knowledge-entries/:entryId/withdrawal', {
        params: { entryId: entry.id },
        body: { version: entry.version, why: why.trim(), successor: numberTyped(typed) ?? null },
      }),
    (changed) => {
      takeIn(changed)
      onClose()
      return t('withdraw.done', { number: entry.number })
    },
  )
  return (
    <ActionDialog
      title={t('withdraw.title', { number: entry.number })}
      help={t('withdraw.help')}
      action={t('withdraw.action')}
      isDangerous
      command={command}
      onClose={onClose}
      onSubmit={() => {
        setAsked(true)
        if (why.trim() !== '' && !isWrong) command.run()
      }}
    >
      <TextArea
        label={t('withdraw.why')}
        description={t('withdraw.whyHelp')}
        isRequired
        autoFocus
        rows={2}
        limit={LONGEST_REASON}
        value={why}
        onChange={setWhy}
        error={isAsked && why.trim() === '' ? t('withdraw.whyMissing') : undefined}
      />
      <TextField
        label={t('withdraw.successor')}
        description={t('withdraw.successorHelp')}
        placeholder={t('list.goToHint')}
        value={typed}
        onChange={setTyped}
        error={
          isWrong && (isAsked || settled === typed)
            ? t(isSelf ? 'withdraw.successorSelf' : 'withdraw.successorNone')
            : undefined
        }
      />
      <p role="status">
        {found.data && !isWrong && settled === typed && t('withdraw.successorFound', found.data)}
      </p>
    </ActionDialog>
  )
}

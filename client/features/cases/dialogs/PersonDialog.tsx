import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Case } from '../../../../server/api.ts'
import { api } from '../../../platform/api.ts'
import { sitesQuery } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { ComboBox } from '../../../ui/ComboBox.tsx'
import { ErrorLine } from '../../../ui/FieldParts.tsx'
import { TextArea } from '../../../ui/TextArea.tsx'
import { useCommand } from '../commands.ts'
import { candidatesQuery } from '../queries.ts'
import { FormDialog } from './FormDialog.tsx'
import type { VerbDialogProps } from './verb-dialogs.ts'

/** Hands a case to a person who has to accept it, or, as a supervisor, assigns it outright. */
export function PersonDialog({
  row,
  verb,
  onClose,
  onDone,
}: VerbDialogProps & { verb: 'hand-over' | 'assign' }) {
  const { t } = useT('cases')
  const candidates = useQuery(candidatesQuery(row.number, row.id))
  const { data: sites } = useQuery(sitesQuery)
  const [toId, setToId] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const params = { caseId: row.id }
  const person = candidates.data?.find(({ id }) => id === toId)
  const command = useCommand(
    row,
    (version): Promise<Case> => {
      if (!person) throw new Error('nobody chosen')
      return verb === 'assign'
        ? api('POST /cases/:caseId/assignment', { params, body: { ownerId: person.id, reason: note.trim() } })
        : api('POST /cases/:caseId/hand-over', {
            params,
            body: { version, toId: person.id, note: note.trim() },
          })
    },
    onDone,
  )
  const isAssigning = verb === 'assign'
  const submit = () => {
    setTried(true)
    if (person && note.trim()) command.submit()
  }
  return (
    <FormDialog
      title={t(isAssigning ? 'dialogs.assignTitle' : 'dialogs.handOverTitle', { number: row.number })}
      action={t(`verbs.${verb}`)}
      command={command}
      requesterName={row.requesterName}
      onSubmit={submit}
      onClose={onClose}
    >
      <ComboBox
        label={t(isAssigning ? 'dialogs.assignTo' : 'dialogs.handOverTo')}
        isRequired
        autoFocus
        items={(candidates.data ?? []).map(({ id, name, tier, siteId }) => {
          const site = sites?.find((one) => one.id === siteId)?.name
          return {
            id,
            label: name,
            detail: site ? t('dialogs.personAt', { name, site, tier }) : t('dialogs.person', { name, tier }),
          }
        })}
        value={toId}
        onChange={setToId}
        isSearching={candidates.isPending}
        empty={candidates.data?.length === 0 ? t('dialogs.nobody') : undefined}
        error={tried && !person ? t('dialogs.choosePerson') : undefined}
      />
      {candidates.isError && <ErrorLine>{t('context.failed')}</ErrorLine>}
      <TextArea
        label={t(isAssigning ? 'dialogs.assignReason' : 'dialogs.handOverNote')}
        isRequired
        rows={3}
        limit={2000}
        value={note}
        onChange={setNote}
        error={tried && !note.trim() ? t('dialogs.noteMissing') : undefined}
      />
    </FormDialog>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import type { Case, Entry } from '../../../../server/api.ts'
import { api } from '../../../platform/api.ts'
import { useT } from '../../../platform/i18n.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { RouteLink } from '../../../ui/RouteLink.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useCommand } from '../commands.ts'
import { linksQuery } from '../queries.ts'
import { FormDialog } from './FormDialog.tsx'

const LONGEST_TITLE = 120

/** Makes a case of its own of a message that came to another, then leads there. */
export function SplitDialog({ row, entry, onClose }: { row: Case; entry: Entry; onClose: () => void }) {
  const { t } = useT('mails')
  const queries = useQueryClient()
  const [title, setTitle] = useState('')
  const [made, setMade] = useState<string>()
  const command = useCommand(
    row,
    async (version) => {
      const { number } = await api('POST /cases/:caseId/splits', {
        params: { caseId: row.id },
        body: { version, entryId: entry.id, ...(title.trim() && { title: title.trim() }) },
      })
      setMade(number)
      void queries.invalidateQueries({ queryKey: linksQuery(row.number, row.id).queryKey })
      // The new case is made; how the old one looks now is asked for anyway when this answer does not come.
      return api('GET /cases/:caseId', { params: { caseId: row.id } }).catch(() => row)
    },
    () => undefined,
  )
  if (made !== undefined)
    return (
      <Dialog
        isOpen
        size="small"
        onClose={onClose}
        title={t('split.title', { number: row.number })}
        actions={<Button onPress={onClose}>{t('common:close')}</Button>}
      >
        <p role="status">
          <CircleCheck aria-hidden /> {t('split.done', { number: made })}
        </p>
        <p>
          <RouteLink
            button="primary"
            to="/desk/q/$view/{-$number}"
            params={{ view: 'all', number: made }}
            search={{}}
            onClick={onClose}
          >
            {t('split.goTo', { number: made })}
          </RouteLink>
        </p>
      </Dialog>
    )
  return (
    <FormDialog
      title={t('split.title', { number: row.number })}
      action={t('split.submit')}
      command={command}
      requesterName={row.requesterName}
      onSubmit={() => title.length <= LONGEST_TITLE && command.submit()}
      onClose={onClose}
    >
      <p>{t('split.help')}</p>
      <TextField
        label={t('split.caseTitle')}
        description={t('actions.caseTitleHelp')}
        autoFocus
        limit={LONGEST_TITLE}
        value={title}
        onChange={setTitle}
      />
    </FormDialog>
  )
}

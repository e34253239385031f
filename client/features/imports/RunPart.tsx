import { useState } from 'react'
import type { Import } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { Counts } from './Counts.tsx'
import { paramsOf } from './calls.ts'
import { FailedRows } from './FailedRows.tsx'
import { PublishAs } from './PublishAs.tsx'
import { useShowImport } from './queries.ts'
import { type Chosen, Rules } from './Rules.tsx'

/** More than this many changes are confirmed by typing how many. */
const TYPED_ABOVE = 50

/** What the import would do, the rules for what follows from it, and the way to start. */
export function RunPart({ shown }: { shown: Import }) {
  const { t } = useT('admin')
  const show = useShowImport()
  const { id, fileName, counts, effects, subject } = shown
  const [publishAs, setPublishAs] = useState<'live' | 'draft'>('live')
  const [rules, setRules] = useState<Chosen>({ moved: 'new-agency', left: 'successor' })
  const [isAsking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const run = useCommand(
    () =>
      subject === 'knowledge'
        ? api('POST /knowledge-imports/:importId/run', { params: paramsOf(id), body: { publishAs } })
        : api('POST /imports/:importId/run', { params: paramsOf(id), body: rules }),
    (now) => {
      setAsking(false)
      show(now)
      return t('imports.started')
    },
  )
  const mustType = counts.changed > TYPED_ABOVE
  const accounts = effects?.left.accounts ?? 0
  return (
    <section className="imports-part">
      <h2>{t('imports.checkedTitle')}</h2>
      <p className="admin-detail">{t('imports.checkedHelp')}</p>
      <Counts counts={counts} />
      {subject === 'knowledge' && <PublishAs value={publishAs} onChoose={setPublishAs} />}
      {subject === 'people' && effects && <Rules effects={effects} rules={rules} onChoose={setRules} />}
      {counts.failed > 0 && <FailedRows shown={shown} />}
      <Button
        variant="primary"
        isDisabled={counts.created + counts.changed + counts.unchanged === 0}
        onPress={() => {
          run.reset()
          setTyped('')
          setAsking(true)
        }}
      >
        {t('imports.run')}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('imports.runTitle', { file: fileName })}
        action={t('imports.run')}
        isPending={run.isPending}
        isDisabled={mustType && typed.trim() !== String(counts.changed)}
        onAction={() => run.run()}
      >
        <p>{t('imports.runSentence', counts)}</p>
        {accounts > 0 && <p>{t('imports.runAccounts', { count: accounts })}</p>}
        {mustType && (
          <TextField
            label={t('imports.typeCount', { count: counts.changed })}
            inputMode="numeric"
            value={typed}
            onChange={setTyped}
          />
        )}
        <div role="alert">{run.problem && <ErrorLine>{run.problem}</ErrorLine>}</div>
      </AlertDialog>
    </section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Import } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { Table } from '../../ui/Table.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { Counts } from './Counts.tsx'
import { paramsOf, useImportCalls } from './calls.ts'
import { FailedRows } from './FailedRows.tsx'
import { useShowImport } from './queries.ts'

/** What was done, what was not and why, and the way back. */
export function ResultPart({ shown }: { shown: Import }) {
  const { t } = useT('admin')
  const { counts, moves, undone, problem, state, undoUntil, actions } = shown
  return (
    <section className="imports-part">
      <h2>{t(state === 'undone' ? 'imports.undoneTitle' : 'imports.resultTitle')}</h2>
      {problem && <Banner tone="danger">{problem}</Banner>}
      {state === 'undone' ? <p>{t('imports.undoneCounts', undone)}</p> : <Counts counts={counts} />}
      {moves.cases + moves.accounts + moves.systems > 0 && <p>{t('imports.followed', moves)}</p>}
      {actions.includes('undo') && undoUntil && (
        <p>
          {t('imports.undoUntil')} <RocTime at={undoUntil} />
        </p>
      )}
      {actions.includes('undo') && <UndoButton shown={shown} />}
      {moves.left > 0 && <MovesLeft shown={shown} />}
      {undone.left > 0 && <FailedRows shown={shown} which="left" />}
      {counts.failed > 0 && <FailedRows shown={shown} />}
    </section>
  )
}

function UndoButton({ shown }: { shown: Import }) {
  const { t } = useT('admin')
  const show = useShowImport()
  const calls = useImportCalls()
  const { id, fileName, counts, subject } = shown
  const [isAsking, setAsking] = useState(false)
  const undo = useCommand(
    () => calls.undo(id),
    (now) => {
      setAsking(false)
      show(now)
      return t('imports.undoStarted')
    },
  )
  return (
    <>
      <Button
        variant="danger"
        onPress={() => {
          undo.reset()
          setAsking(true)
        }}
      >
        {t('imports.undo')}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('imports.undoTitle', { file: fileName })}
        action={t('imports.undo')}
        isDangerous
        isPending={undo.isPending}
        onAction={() => undo.run()}
      >
        <p>{t(subject === 'knowledge' ? 'imports.undoEntries' : 'imports.undoSentence', counts)}</p>
        <div role="alert">{undo.problem && <ErrorLine>{undo.problem}</ErrorLine>}</div>
      </AlertDialog>
    </>
  )
}

/** Cases, accounts and systems that were to follow and did not, and why. */
function MovesLeft({ shown: { id, state } }: { shown: Import }) {
  const { t } = useT('admin')
  const { data: moves = [] } = useQuery({
    queryKey: ['imports', id, 'moves', state],
    queryFn: ({ signal }) => api('GET /imports/:importId/moves', { params: paramsOf(id), signal }),
  })
  return (
    <section className="imports-part">
      <h3>{t('imports.left')}</h3>
      <Table
        caption={t('imports.left')}
        columns={[
          {
            id: 'what',
            header: t('imports.what'),
            isRowHeader: true,
            cell: ({ kind, name }) => `${t(`imports.kinds.${kind}`)} ${name}`,
          },
          { id: 'row', header: t('imports.rowNo'), cell: ({ row }) => row },
          { id: 'reason', header: t('imports.reason'), cell: ({ reason }) => reason },
        ]}
        rows={moves}
        keyOf={({ kind, name, row }) => `${kind} ${row} ${name}`}
      />
    </section>
  )
}

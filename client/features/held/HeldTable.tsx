import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HeldFile } from '../../../server/api.ts'
import { HELD, reasonIn } from '../../parts/held/queries.ts'
import { api } from '../../platform/api.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog } from '../../ui/Dialog.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { bytesInWords } from '../../ui/FileDrop.tsx'
import { RocTime } from '../../ui/RocTime.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useCommand } from '../../ui/use-command.ts'

type Asked = { file: HeldFile; verb: 'release' | 'drop' }

/** Attachments that are held back: by name, with the reason, to be released or dropped. */
export function HeldTable({ files }: { files: readonly HeldFile[] }) {
  const { t } = useT('papers')
  const [asked, setAsked] = useState<Asked>()
  const columns: Column<HeldFile>[] = [
    {
      id: 'since',
      header: t('held.since'),
      cell: ({ since }) => <RocTime at={since} className="nowrap" />,
    },
    {
      id: 'name',
      header: t('held.name'),
      isRowHeader: true,
      cell: ({ name, size }) => `${name}（${bytesInWords(size)}）`,
    },
    {
      id: 'reason',
      header: t('held.reason'),
      cell: ({ reason, finding }) => (
        <>
          {reasonIn(t, reason)}
          {finding && <small className="admin-detail">{finding}</small>}
        </>
      ),
    },
    {
      id: 'actions',
      header: <span className="sr-only">{t('held.actions')}</span>,
      isNumber: true,
      cell: (file) => (
        <span className="admin-buttons">
          {file.releasable && (
            <Button
              size="small"
              aria-label={t('held.releaseNamed', { name: file.name })}
              onPress={() => setAsked({ file, verb: 'release' })}
            >
              {t('held.release')}
            </Button>
          )}
          <Button
            size="small"
            aria-label={t('held.dropNamed', { name: file.name })}
            onPress={() => setAsked({ file, verb: 'drop' })}
          >
            {t('held.drop')}
          </Button>
        </span>
      ),
    },
  ]
  return (
    <>
      <Table
        caption={t('held.title')}
        columns={columns}
        rows={files}
        keyOf={({ id }) => id}
        empty={<EmptyState>{t('held.none')}</EmptyState>}
      />
      {asked && <Question {...asked} onClose={() => setAsked(undefined)} />}
    </>
  )
}

function Question({ file, verb, onClose }: Asked & { onClose: () => void }) {
  const { t } = useT('papers')
  const queries = useQueryClient()
  const params = { fileId: file.id }
  const command = useCommand(
    async () => {
      if (verb === 'release') await api('POST /files/:fileId/release', { params })
      else await api('POST /files/:fileId/drop', { params })
    },
    () => {
      for (const queryKey of [HELD, ['case']]) void queries.invalidateQueries({ queryKey })
      onClose()
      return t(verb === 'release' ? 'held.released' : 'held.dropped', { name: file.name })
    },
  )
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title={t(verb === 'release' ? 'held.releaseNamed' : 'held.dropNamed', { name: file.name })}
      action={t(verb === 'release' ? 'held.release' : 'held.drop')}
      onAction={() => command.run()}
      isDangerous={verb === 'drop'}
      isPending={command.isPending}
    >
      <p>{t(verb === 'release' ? 'held.releaseHelp' : 'held.dropHelp')}</p>
      <div role="alert">{command.problem && <ErrorLine>{command.problem}</ErrorLine>}</div>
    </AlertDialog>
  )
}

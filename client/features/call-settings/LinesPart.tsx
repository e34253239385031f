import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { CallSettings } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useSystems } from '../../platform/catalogue.ts'
import { useT } from '../../platform/i18n.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { LineDialog } from './LineDialog.tsx'
import { Part } from './Part.tsx'
import { useChange } from './queries.ts'

type Line = CallSettings['lines'][number]

/** The numbers that people dial. */
export function LinesPart({ lines, mayChange }: { lines: readonly Line[]; mayChange: boolean }) {
  const { t } = useT('calls')
  const { nameOf } = useSystems()
  const [edited, setEdited] = useState<Line | 'new'>()
  const [removed, setRemoved] = useState<Line>()
  const columns: Column<Line>[] = [
    { id: 'number', header: t('settings.lines.number'), isRowHeader: true, cell: ({ number }) => number },
    { id: 'name', header: t('settings.lines.name'), cell: ({ name }) => name },
    { id: 'kind', header: t('settings.lines.kind'), cell: ({ kind }) => t(`settings.lines.kinds.${kind}`) },
    {
      id: 'language',
      header: t('settings.lines.language'),
      cell: ({ language }) => t(`settings.lines.languages.${language}`),
    },
    {
      id: 'system',
      header: t('settings.lines.system'),
      cell: ({ defaultSystemId }) => nameOf(defaultSystemId),
    },
    {
      id: 'on',
      header: t('settings.lines.isOn'),
      cell: ({ isOn }) => (
        <Chip tone={isOn ? 'in-progress' : 'closed'}>
          {t(isOn ? 'settings.lines.on' : 'settings.lines.off')}
        </Chip>
      ),
    },
  ]
  if (mayChange)
    columns.push({
      id: 'actions',
      header: <span className="sr-only">{t('settings.lines.edit')}</span>,
      isNumber: true,
      cell: (line) => (
        <span className="admin-buttons">
          <Button
            size="small"
            onPress={() => setEdited(line)}
            aria-label={`${t('settings.lines.edit')} ${line.number}`}
          >
            {t('settings.lines.edit')}
          </Button>
          <Button
            size="small"
            variant="quiet"
            onPress={() => setRemoved(line)}
            aria-label={`${t('settings.lines.remove')} ${line.number}`}
          >
            {t('settings.lines.remove')}
          </Button>
        </span>
      ),
    })
  return (
    <Part title={t('settings.lines.title')} help={t('settings.lines.help')}>
      <Table
        caption={t('settings.lines.title')}
        columns={columns}
        rows={lines}
        keyOf={({ number }) => number}
        empty={<EmptyState>{t('settings.lines.none')}</EmptyState>}
      />
      {mayChange && (
        <Button icon={<Plus aria-hidden />} onPress={() => setEdited('new')}>
          {t('settings.lines.add')}
        </Button>
      )}
      {edited && (
        <LineDialog
          key={edited === 'new' ? '' : edited.number}
          {...(edited !== 'new' && { line: edited })}
          onClose={() => setEdited(undefined)}
        />
      )}
      {removed && <RemoveLine key={removed.number} line={removed} onClose={() => setRemoved(undefined)} />}
    </Part>
  )
}

function RemoveLine({ line: { number }, onClose }: { line: Line; onClose: () => void }) {
  const { t } = useT('calls')
  const remove = useChange(() => api('DELETE /call-settings/lines/:line', { params: { line: number } }), {
    done: t('settings.lines.removed', { number }),
    onDone: onClose,
  })
  return (
    <ActionDialog
      isDangerous
      title={t('settings.lines.removeTitle', { number })}
      help={t('settings.lines.removeHelp')}
      action={t('settings.lines.remove')}
      command={remove}
      onSubmit={() => remove.run()}
      onClose={onClose}
    />
  )
}

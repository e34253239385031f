import { X } from 'lucide-react'
import { useState } from 'react'
import type { Case } from '../../../../server/api.ts'
import { AgencyField } from '../../../parts/people/AgencyField.tsx'
import { RequesterField } from '../../../parts/people/RequesterField.tsx'
import { api } from '../../../platform/api.ts'
import { useSystems } from '../../../platform/catalogue.ts'
import { useT } from '../../../platform/i18n.ts'
import { useMay } from '../../../platform/session.ts'
import { Button } from '../../../ui/Button.tsx'
import { ComboBox } from '../../../ui/ComboBox.tsx'
import { Select } from '../../../ui/Select.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { useToast } from '../../../ui/Toasts.tsx'
import { useCommand } from '../commands.ts'
import { ROOT_CAUSES, type RootCause } from './closing.ts'
import { changedOf, type Properties } from './edited.ts'
import { FormDialog } from './FormDialog.tsx'

const PRIORITIES = { '1': 'urgent', '2': 'high', '3': 'normal', '4': 'low' } as const
const TITLE_LIMIT = 120

/** What a case is about and whose it is. Only what was changed is sent, so that two people may change different things. */
export function EditDialog({ row, onClose }: { row: Case; onClose: () => void }) {
  const { t } = useT('cases')
  const may = useMay()
  const toast = useToast()
  const { systems, nameOf } = useSystems()
  const [title, setTitle] = useState(row.title)
  const [priority, setPriority] = useState(row.priority)
  const [leadSystemId, setLead] = useState(row.leadSystemId)
  const [others, setOthers] = useState(row.systemIds.filter((id) => id !== row.leadSystemId))
  const [agency, setAgency] = useState({ id: row.agencyId, name: row.agencyName ?? '' })
  const [requester, setRequester] = useState(
    row.requesterId ? { id: row.requesterId, name: row.requesterName } : null,
  )
  const [rootCause, setRootCause] = useState<RootCause | ''>(row.rootCause ?? '')
  const systemItems = systems.map(({ id, shortName, name, code, oldNames }) => ({
    id: String(id),
    label: shortName,
    detail: name,
    keywords: [code, ...oldNames],
  }))

  const now: Properties = {
    title: title.trim(),
    priority,
    leadSystemId,
    systemIds: [leadSystemId, ...others.filter((id) => id !== leadSystemId)],
    agencyId: agency.id,
    requesterId: requester?.id ?? null,
    rootCause: rootCause || null,
  }
  const command = useCommand(
    row,
    (version): Promise<Case> =>
      api('PATCH /cases/:caseId', { params: { caseId: row.id }, body: { version, ...changedOf(row, now) } }),
    ({ number }) => {
      toast({ text: t('properties.saved', { number }), tone: 'success' })
      onClose()
    },
  )
  const submit = () => {
    if (!now.title) return
    if (Object.keys(changedOf(row, now)).length === 0) onClose()
    else command.submit()
  }
  return (
    <FormDialog
      title={`${t('properties.edit')} ${row.number}`}
      action={t('properties.save')}
      command={command}
      requesterName={row.requesterName}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={t('properties.title')}
        isRequired
        autoFocus
        limit={TITLE_LIMIT}
        value={title}
        onChange={setTitle}
        error={title.trim() ? undefined : t('properties.titleMissing')}
      />
      <div className="dialog-pair">
        <ComboBox
          label={t('properties.leadSystem')}
          items={systemItems}
          value={String(leadSystemId)}
          onChange={(id) => id && setLead(Number(id))}
        />
        <Select
          label={t('properties.priority')}
          placeholder={null}
          options={Object.entries(PRIORITIES).map(([id, level]) => ({
            id,
            label: t(`common:priority.${level}`),
          }))}
          value={String(priority)}
          onChange={(id) => setPriority(Number(id))}
        />
      </div>
      <ComboBox
        key={others.join()}
        label={t('properties.otherSystems')}
        placeholder={t('properties.addSystem')}
        items={systemItems.filter(({ id }) => Number(id) !== leadSystemId && !others.includes(Number(id)))}
        value={null}
        onChange={(id) => id && setOthers([...others, Number(id)])}
      />
      {others.length > 0 && (
        <ul className="dialog-tags">
          {others.map((id) => (
            <li key={id} className="dialog-tag">
              {nameOf(id)}
              <Button
                variant="quiet"
                size="small"
                icon={<X aria-hidden />}
                aria-label={t('properties.removeSystem', { name: nameOf(id) })}
                onPress={() => setOthers(others.filter((other) => other !== id))}
              />
            </li>
          ))}
        </ul>
      )}
      {may('directory:read') && (
        <RequesterField
          label={t('properties.requester')}
          chosen={requester}
          onChoose={(person) => {
            setRequester(person)
            if (person?.agency && !agency.id) setAgency({ id: person.agency.id, name: person.agency.name })
          }}
        />
      )}
      <AgencyField label={t('properties.agency')} chosen={agency} onChoose={setAgency} />
      <Select
        label={t('dialogs.rootCause')}
        options={ROOT_CAUSES.map((id) => ({ id, label: t(`rootCause.${id}`) }))}
        value={rootCause}
        onChange={(id) => setRootCause(id as RootCause | '')}
      />
    </FormDialog>
  )
}

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Content } from '../../../server/api.ts'
import { api } from '../../platform/api.ts'
import { useSystems } from '../../platform/catalogue.ts'
import { useT } from '../../platform/i18n.ts'
import { newKey } from '../../platform/new-key.ts'
import { ActionDialog } from '../../ui/ActionDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog, Dialog } from '../../ui/Dialog.tsx'
import { ErrorLine } from '../../ui/FieldParts.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useCommand } from '../../ui/use-command.ts'
import { ASKED, type Gap } from './queries.ts'

type Props = { gap: Gap; onClose: () => void }

/** Begins an entry with what was asked as its question; what was missed is dealt with by it. */
export function GapDraftDialog({ gap, onClose }: Props) {
  const { t } = useT('asked')
  const refresh = useRefresh()
  const { systems } = useSystems()
  const [title, setTitle] = useState(gap.said)
  const [systemId, setSystemId] = useState('')
  const [domain, setDomain] = useState('')
  const [made, setMade] = useState<string>()
  const [key] = useState(newKey)
  const [isTried, setTried] = useState(false)
  const domains = [...new Set(systems.map((system) => system.domain))]
  const command = useCommand(
    async () => {
      const entry = await api('POST /knowledge-entries', {
        idempotencyKey: key,
        body: {
          ...EMPTY,
          title: title.trim(),
          domain: domain as Content['domain'],
          systemIds: systemId ? [Number(systemId)] : [],
        },
      })
      // The draft is there; should this fail, what was missed only stays on the list.
      await api('POST /search-gaps/done', { body: { said: gap.said, number: null } }).catch(() => undefined)
      return entry.number
    },
    (number) => {
      refresh()
      setMade(number)
      return t('gaps.draft.done', { number })
    },
  )
  const choose = (id: string) => {
    setSystemId(id)
    const chosen = systems.find((system) => String(system.id) === id)
    if (chosen) setDomain(chosen.domain)
  }
  if (made)
    return (
      <Dialog
        isOpen
        onClose={onClose}
        title={t('gaps.draft.title')}
        actions={
          <>
            <Button onPress={onClose}>{t('common:close')}</Button>
            <RouteLink button="primary" to="/desk/kb/$number/edit" params={{ number: made }}>
              {t('gaps.draft.open', { number: made })}
            </RouteLink>
          </>
        }
      >
        <p role="status">{t('gaps.draft.done', { number: made })}</p>
      </Dialog>
    )
  return (
    <ActionDialog
      title={t('gaps.draft.title')}
      help={t('gaps.draft.help', { count: gap.n })}
      action={t('gaps.draft.make')}
      command={command}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (title.trim() !== '' && domain !== '') command.run()
      }}
    >
      <TextField
        label={t('gaps.draft.question')}
        isRequired
        limit={200}
        value={title}
        onChange={setTitle}
        {...(isTried && title.trim() === '' && { error: t('gaps.draft.questionMissing') })}
      />
      <Select
        label={t('gaps.draft.system')}
        options={systems.map(({ id, shortName }) => ({ id: String(id), label: shortName }))}
        placeholder={t('gaps.draft.anySystem')}
        value={systemId}
        onChange={choose}
      />
      <Select
        label={t('gaps.draft.domain')}
        isRequired
        options={domains.map((id) => ({ id, label: id }))}
        value={domain}
        onChange={setDomain}
        {...(isTried && domain === '' && { error: t('gaps.draft.domainMissing') })}
      />
    </ActionDialog>
  )
}

/** There is an entry that answers it: which. */
export function GapAnswerDialog({ gap, onClose }: Props) {
  const { t } = useT('asked')
  const [number, setNumber] = useState('')
  const [isTried, setTried] = useState(false)
  const isWrong = !/^[Qq]?\d{1,9}$/.test(number.trim())
  const command = useDone(gap, onClose)
  return (
    <ActionDialog
      title={t('gaps.answer.title', { said: gap.said })}
      help={t('gaps.answer.help')}
      action={t('gaps.answer.do')}
      command={command}
      onClose={onClose}
      onSubmit={() => {
        setTried(true)
        if (!isWrong) command.run(number.trim())
      }}
    >
      <TextField
        label={t('gaps.answer.number')}
        description={t('gaps.answer.example')}
        isRequired
        value={number}
        onChange={setNumber}
        {...(isTried && isWrong && { error: t('gaps.answer.wrong') })}
      />
    </ActionDialog>
  )
}

/** Nothing has to be written for it. */
export function GapIgnoreDialog({ gap, onClose }: Props) {
  const { t } = useT('asked')
  const command = useDone(gap, onClose)
  return (
    <AlertDialog
      isOpen
      onClose={onClose}
      title={t('gaps.ignore.named', { said: gap.said })}
      action={t('gaps.ignore.do')}
      onAction={() => command.run(null)}
      isPending={command.isPending}
    >
      <p>{t('gaps.ignore.help')}</p>
      <div role="alert">{command.problem && <ErrorLine>{command.problem}</ErrorLine>}</div>
    </AlertDialog>
  )
}

function useDone(gap: Gap, onClose: () => void) {
  const { t } = useT('asked')
  const refresh = useRefresh()
  return useCommand(
    (number: string | null) => api('POST /search-gaps/done', { body: { said: gap.said, number } }),
    () => {
      refresh()
      onClose()
      return t('gaps.done', { said: gap.said })
    },
  )
}

function useRefresh() {
  const queries = useQueryClient()
  return () => void queries.invalidateQueries({ queryKey: [...ASKED, 'gaps'] })
}

const EMPTY: Omit<Content, 'title' | 'domain' | 'systemIds'> = {
  shortAnswer: '',
  body: '',
  expertBody: '',
  tags: [],
  appliesTo: '',
  visibility: 'public',
  vendorId: null,
  whyHidden: null,
  effectiveFrom: null,
  effectiveUntil: null,
  changeNote: '',
  variants: [],
  files: [],
}

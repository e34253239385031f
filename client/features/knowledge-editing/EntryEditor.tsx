import { useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Save, Send } from 'lucide-react'
import { useState } from 'react'
import type { EditedEntry } from '../../../server/api.ts'
import { formatTime } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { isMac, keysInWords, useShortcut } from '../../platform/shortcuts.ts'
import { useTitle } from '../../platform/title.ts'
import { Banner } from '../../ui/Banner.tsx'
import { Button } from '../../ui/Button.tsx'
import { AlertDialog } from '../../ui/Dialog.tsx'
import { Kbd } from '../../ui/Kbd.tsx'
import { RouteLink } from '../../ui/RouteLink.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { ConflictDialog } from './ConflictDialog.tsx'
import { EditorForm } from './EditorForm.tsx'
import { StateChip } from './StateChip.tsx'
import { useEditingHints } from './use-editing-hints.ts'
import { type Editor, useEditor } from './use-editor.ts'
import { useWide } from './use-wide.ts'
import './lists.css'
import './editor.css'
import './desk.css'
import './narrow.css'

const SAVE = 'Mod+KeyS'
const SUBMIT = 'Mod+Enter'

/** An entry is written: a bar that stays in sight, the form, and what readers will see. */
export function EntryEditor({ entry }: { entry: EditedEntry | undefined }) {
  const { t } = useT('entries')
  const navigate = useNavigate()
  const toast = useToast()
  useEditingHints()
  const [isMerging, setMerging] = useState(false)
  const editor = useEditor(
    entry,
    ({ number }, isSubmitted) => {
      if (isSubmitted) void navigate({ to: '/desk/kb/$number', params: { number } })
      else if (!entry) void navigate({ to: '/desk/kb/$number/edit', params: { number }, replace: true })
    },
    () => setMerging(true),
  )
  const title = entry ? t('editor.editTitle', { number: entry.number }) : t('editor.newTitle')
  useTitle(title)
  useShortcut({ keys: SAVE, label: t('editor.save'), run: () => editor.save() })
  useShortcut({ keys: SUBMIT, label: t('editor.saveAndSubmit'), run: () => editor.save(true) })
  const fileName = (id: string) =>
    entry?.atWork?.names.files.find(({ fileId }) => fileId === id)?.name ??
    editor.files?.[id]?.name ??
    t('editor.kind.attachment')
  return (
    <div className="entry-editor">
      <header className="entry-bar">
        <RouteLink
          className="entry-back"
          to={entry ? '/desk/kb/$number' : '/desk/kb'}
          {...(entry && { params: { number: entry.number } })}
          aria-label={entry ? t('editor.see') : t('entry.back')}
        >
          <ArrowLeft aria-hidden />
        </RouteLink>
        <h1>{title}</h1>
        {entry?.atWork && <StateChip state={entry.atWork.state} />}
        <SaveState editor={editor} />
        <span className="entry-bar-gap" />
        <GiveUp editor={editor} />
        <Button icon={<Save aria-hidden />} onPress={() => editor.save()} isPending={editor.isSaving}>
          {t('editor.save')}
          <Kbd>{keysInWords(SAVE, isMac())}</Kbd>
        </Button>
        <Button
          variant="primary"
          icon={<Send aria-hidden />}
          onPress={() => editor.save(true)}
          isDisabled={editor.isSaving}
        >
          {t('editor.saveAndSubmit')}
        </Button>
      </header>
      <Notices editor={editor} onMerge={() => setMerging(true)} />
      <EditorForm editor={editor} isWide={useWide()} />
      {isMerging && editor.conflict && (
        <ConflictDialog
          editor={editor}
          conflict={editor.conflict}
          fileName={fileName}
          onClose={() => setMerging(false)}
          onMerged={() => {
            setMerging(false)
            toast({ text: t('conflict.applied') })
          }}
        />
      )}
    </div>
  )
}

/** Whether it is saved, and where it is kept if not. */
function SaveState({ editor: { isDirty, keptAt, entry } }: { editor: Editor }) {
  const { t } = useT('entries')
  const words = !isDirty
    ? t(entry ? 'editor.status.saved' : 'editor.status.new')
    : keptAt
      ? t('editor.status.kept', { time: formatTime(new Date(keptAt)) })
      : t('editor.status.unsaved')
  return (
    <span className="entry-save-state muted" data-dirty={isDirty || undefined}>
      {words}
    </span>
  )
}

function GiveUp({ editor }: { editor: Editor }) {
  const { t } = useT('entries')
  const [isAsking, setAsking] = useState(false)
  if (!editor.isDirty) return null
  return (
    <>
      <Button variant="quiet" onPress={() => setAsking(true)}>
        {t('editor.discardOwn')}
      </Button>
      <AlertDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('editor.discardOwnTitle')}
        action={t('editor.discardOwn')}
        isDangerous
        onAction={() => {
          editor.forget()
          setAsking(false)
        }}
      >
        {t('editor.discardOwnText')}
      </AlertDialog>
    </>
  )
}

/** What others did meanwhile, and what is kept elsewhere. */
function Notices({ editor, onMerge }: { editor: Editor; onMerge: () => void }) {
  const { t } = useT('entries')
  const { conflict, other } = editor
  return (
    <div className="entry-notices" role="status">
      {conflict && (
        <Banner
          tone="warning"
          action={
            <Button size="small" onPress={onMerge}>
              {t('conflict.open')}
            </Button>
          }
        >
          {conflict.state === 'draft'
            ? t('conflict.heard', { name: conflict.by ?? t('conflict.somebody') })
            : t('conflict.moved', { state: t(`state.${conflict.state}`) })}
        </Banner>
      )}
      {other && (
        <Banner
          tone="warning"
          action={
            <>
              <Button size="small" onPress={editor.takeOther}>
                {t('editor.takeOther')}
              </Button>
              <Button size="small" onPress={editor.leaveOther}>
                {t('editor.leaveOther')}
              </Button>
            </>
          }
        >
          {t('editor.other')}
        </Banner>
      )}
    </div>
  )
}

import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import { ErrorSummary } from '../../ui/ErrorSummary.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { AudienceFields } from './AudienceFields.tsx'
import { BodyField } from './BodyField.tsx'
import { LIMITS } from './content.ts'
import { DaysFields } from './DaysFields.tsx'
import { FilesField } from './FilesField.tsx'
import { errorOf, faultWords, fieldId } from './fields.ts'
import { PlaceFields } from './PlaceFields.tsx'
import { Preview } from './Preview.tsx'
import type { Editor } from './use-editor.ts'
import { useEntryFiles } from './use-entry-files.ts'
import { useSettled } from './use-settled.ts'
import { VariantFields } from './VariantFields.tsx'
import { whoseIn } from './whose.ts'
import { type Writing, WritingContext } from './writing.ts'

/** The form, and beside it (or behind a tab where there is no room) what readers will see. */
export function EditorForm({ editor, isWide }: { editor: Editor; isWide: boolean }) {
  const { t } = useT('entries')
  const { content, change, faults, attempt, problem } = editor
  const composing = useRef(false)
  const isOpen = useCallback(() => composing.current, [])
  const files = useEntryFiles(editor)
  const place = useRef<HTMLDivElement>(null)
  const box = useRef<HTMLTextAreaElement>(null)
  const [view, setView] = useState('write')
  const writing: Writing = {
    box,
    isComposing: isOpen,
    giveFiles: files.uploads.add,
    showFiles: () => {
      place.current?.scrollIntoView({ block: 'center' })
      place.current?.querySelector('button')?.focus()
    },
  }
  const form = (
    <div
      className="entry-form"
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={() => {
        composing.current = false
      }}
    >
      <ErrorSummary
        attempt={attempt}
        problem={problem}
        errors={faults.map((fault) => ({ fieldId: fieldId(fault.at), message: faultWords(t, fault) }))}
      />
      <Part title={t('editor.parts.answer')}>
        <TextField
          id={fieldId('title')}
          label={t('editor.title')}
          description={t('editor.titleHelp')}
          isRequired
          limit={LIMITS.title}
          value={content.title}
          onChange={(title) => change({ title })}
          error={errorOf(t, faults, 'title')}
        />
        <TextArea
          id={fieldId('shortAnswer')}
          label={t('editor.shortAnswer')}
          description={t('editor.shortAnswerHelp')}
          rows={3}
          limit={LIMITS.shortAnswer}
          value={content.shortAnswer}
          onChange={(shortAnswer) => change({ shortAnswer })}
          error={errorOf(t, faults, 'shortAnswer')}
        />
        <BodyField
          id={fieldId('body')}
          label={t('editor.body')}
          description={t('editor.bodyHelp')}
          value={content.body}
          onChange={(body) => change({ body })}
          error={errorOf(t, faults, 'body')}
        />
      </Part>
      <Part title={t('editor.parts.files')}>
        <FilesField editor={editor} place={place} {...files} />
      </Part>
      <Part title={t('editor.parts.place')}>
        <PlaceFields editor={editor} />
      </Part>
      <Part title={t('editor.parts.audience')}>
        <AudienceFields editor={editor} />
      </Part>
      <Part title={t('editor.parts.more')}>
        <BodyField
          id={fieldId('expertBody')}
          label={t('editor.expertBody')}
          description={t('editor.expertHelp')}
          rows={6}
          value={content.expertBody}
          onChange={(expertBody) => change({ expertBody })}
          error={errorOf(t, faults, 'expertBody')}
        />
        <VariantFields editor={editor} />
      </Part>
      <Part title={t('editor.parts.days')}>
        <DaysFields editor={editor} />
      </Part>
    </div>
  )
  const preview = <LivePreview editor={editor} isComposing={isOpen} />
  return (
    <WritingContext value={writing}>
      {isWide ? (
        <div className="entry-columns">
          {form}
          <aside className="entry-beside" aria-label={t('editor.previewLabel')}>
            <p className="entry-beside-title">{t('editor.previewLabel')}</p>
            {preview}
          </aside>
        </div>
      ) : (
        <Tabs
          label={t('editor.view.label')}
          value={view}
          onChange={setView}
          keepAll
          items={[
            { id: 'write', label: t('editor.view.write'), content: form },
            { id: 'preview', label: t('editor.view.preview'), content: preview },
          ]}
        />
      )}
    </WritingContext>
  )
}

/** Follows what is written once the hands rest. */
function LivePreview({ editor, isComposing }: { editor: Editor; isComposing: () => boolean }) {
  const { t } = useT('entries')
  const settled = useSettled(JSON.stringify(editor.content), isComposing)
  const content = useMemo(() => JSON.parse(settled) as Editor['content'], [settled])
  return <Preview content={content} whoseOf={whoseIn(t, editor.entry?.atWork?.names)} />
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="entry-part" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

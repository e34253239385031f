import { CornerDownLeft, X } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { useT } from '../../platform/i18n.ts'
import type { Uploads } from '../../platform/uploads/use-uploads.ts'
import { Attachments } from '../../ui/Attachments.tsx'
import { Button } from '../../ui/Button.tsx'
import { bytesInWords, type FileLimits } from '../../ui/FileDrop.tsx'
import { useAnnounce } from '../../ui/LiveRegions.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type EntryFile, LIMITS, markdownOf } from './content.ts'
import { errorOf, fieldId } from './fields.ts'
import { block, boxOf, doEdit, wrapped } from './markdown-tools.ts'
import type { Editor, FileFacts } from './use-editor.ts'
import { useWriting } from './writing.ts'

const KINDS = ['picture', 'attachment', 'clip', 'form'] as const

/** Pictures, attachments, clips and forms: uploaded, described, put into the text. */
export function FilesField({
  editor: { content, change, faults },
  uploads,
  limits,
  factsOf,
  place,
}: {
  editor: Editor
  uploads: Uploads
  limits: FileLimits
  factsOf: (fileId: string) => FileFacts
  place: RefObject<HTMLDivElement | null>
}) {
  const { t } = useT('entries')
  const error = errorOf(t, faults, 'files')
  const put = (fileId: string, patch: Partial<EntryFile>) =>
    change({ files: content.files.map((one) => (one.fileId === fileId ? { ...one, ...patch } : one)) })
  return (
    <div className="entry-files" id={fieldId('files')} tabIndex={-1} ref={place}>
      <Attachments
        label={t('editor.files')}
        limits={limits}
        // What is there stands in the list below, with what it is for.
        uploads={{ ...uploads, uploads: uploads.uploads.filter(({ state }) => state !== 'ready') }}
        error={error}
      />
      <p className="muted">{t('editor.filesHelp')}</p>
      {content.files.length > 0 && (
        <ul aria-label={t('editor.fileList')}>
          {content.files.map((file) => (
            <OneFile
              key={file.fileId}
              file={file}
              facts={factsOf(file.fileId)}
              onChange={(patch) => put(file.fileId, patch)}
              onRemove={() => change({ files: content.files.filter(({ fileId }) => fileId !== file.fileId) })}
            />
          ))}
        </ul>
      )}
    </div>
  )
}

function OneFile({
  file,
  facts: { name, bytes },
  onChange,
  onRemove,
}: {
  file: EntryFile
  facts: FileFacts
  onChange: (patch: Partial<EntryFile>) => void
  onRemove: () => void
}) {
  const { t } = useT('entries')
  const announce = useAnnounce()
  const writing = useWriting()
  const [isAsked, setAsked] = useState(false)
  const { fileId, kind, title } = file
  const isShown = kind === 'picture' || kind === 'clip'
  const lacksWords = isShown && title.trim() === ''
  const insert = () => {
    if (lacksWords) {
      setAsked(true)
      document.getElementById(`entry-file-${fileId}`)?.focus()
      return
    }
    const box = writing.box.current ?? document.querySelector<HTMLTextAreaElement>('.entry-body textarea')
    if (!box) return
    const words = markdownOf(file, name)
    doEdit(box, isShown ? block(boxOf(box), words) : wrapped(boxOf(box), '', '', words))
    announce(t('editor.inserted', { name }))
  }
  return (
    <li className="entry-file">
      {kind === 'picture' ? (
        <img src={`/api/knowledge-files/${fileId}?inline=1`} alt="" loading="lazy" />
      ) : (
        <span className="entry-file-icon" aria-hidden>
          {/\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase()}
        </span>
      )}
      <p className="entry-file-name">
        {name} <small className="muted">{bytes > 0 && bytesInWords(bytes)}</small>
      </p>
      <div className="entry-file-fields">
        <Select
          label={t('editor.fileKind')}
          placeholder={null}
          options={KINDS.map((id) => ({ id, label: t(`editor.kind.${id}`) }))}
          value={kind}
          onChange={(id) => onChange({ kind: id as EntryFile['kind'] })}
        />
        <TextField
          id={`entry-file-${fileId}`}
          label={t(isShown ? 'editor.altText' : 'editor.fileTitle')}
          limit={LIMITS.fileTitle}
          value={title}
          onChange={(words) => onChange({ title: words })}
          error={isAsked && lacksWords ? t('editor.altMissing') : undefined}
        />
      </div>
      <p className="entry-file-ways">
        <Button
          size="small"
          icon={<CornerDownLeft aria-hidden />}
          aria-label={t('editor.insertNamed', { name })}
          onPress={insert}
        >
          {t('editor.insert')}
        </Button>
        <Button
          size="small"
          variant="quiet"
          icon={<X aria-hidden />}
          aria-label={t('editor.removeFile', { name })}
          onPress={onRemove}
        />
      </p>
    </li>
  )
}

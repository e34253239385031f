import { CircleAlert, CircleCheck, FileText, Pause, Play, RotateCw, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useT } from '../platform/i18n.ts'
import { type Upload, writeKept } from '../platform/uploads/upload.ts'
import type { Uploads } from '../platform/uploads/use-uploads.ts'
import { Button } from './Button.tsx'
import { ErrorLine } from './FieldParts.tsx'
import { bytesInWords, FileDrop, type FileLimits } from './FileDrop.tsx'
import { useHydrated } from './hydrated.ts'
import { useAnnounce } from './LiveRegions.tsx'
import { Progress } from './Progress.tsx'
import './Attachments.css'

/**
 * The attachments of a form: limits first, then what was given, each with its progress. The form posts `fileIds` of
 * those that are ready, with `fileNames` to show them again. Without JavaScript the field posts the files themselves
 * as `files`, and those kept from a refused form can be unticked.
 */
export function Attachments({
  label,
  limits,
  uploads: { uploads, add, pause, resume, remove },
  error,
  id,
}: {
  label: ReactNode
  limits: FileLimits
  uploads: Uploads
  error?: ReactNode
  id?: string
}) {
  const { t } = useT()
  const awake = useHydrated()
  useTellings(uploads)
  return (
    <FileDrop
      label={label}
      limits={limits}
      error={error}
      {...(awake ? { onFiles: add } : { name: 'files' })}
      {...(id && { id })}
    >
      {!awake && <span className="ui-description">{t('files.scriptless')}</span>}
      {uploads.length > 0 && (
        <ul className="ui-uploads" aria-label={t('files.list')}>
          {uploads.map((upload) => (
            <li key={upload.key} data-state={upload.state}>
              <Icon upload={upload} />
              <span className="ui-upload-name">
                {upload.name}
                {upload.size > 0 && <small>{bytesInWords(upload.size)}</small>}
              </span>
              {awake ? (
                <Row upload={upload} pause={pause} resume={resume} remove={remove} />
              ) : (
                <label className="ui-upload-keep">
                  <input type="checkbox" name="fileIds" value={upload.fileId} defaultChecked />
                  {t('files.keep')}
                </label>
              )}
              {awake && upload.fileId && <input type="hidden" name="fileIds" value={upload.fileId} />}
              {upload.fileId && (
                <input
                  type="hidden"
                  name="fileNames"
                  value={writeKept({ id: upload.fileId, name: upload.name, size: upload.size })}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </FileDrop>
  )
}

function Row({
  upload,
  pause,
  resume,
  remove,
}: { upload: Upload } & Omit<Uploads, 'uploads' | 'add' | 'replace'>) {
  const { t } = useT()
  const { key, name, size, sent, state, problem } = upload
  const percent = size > 0 ? Math.floor((sent / size) * 100) : 100
  const moving = state === 'uploading' || state === 'paused' || state === 'offline'
  return (
    <>
      <span className="ui-upload-state">{t(`files.states.${state}`, { percent })}</span>
      <span className="ui-upload-tools">
        {state === 'uploading' && (
          <Button
            variant="quiet"
            size="small"
            icon={<Pause aria-hidden />}
            aria-label={t('files.pause', { name })}
            onPress={() => pause(key)}
          />
        )}
        {state === 'paused' && (
          <Button
            variant="quiet"
            size="small"
            icon={<Play aria-hidden />}
            aria-label={t('files.resume', { name })}
            onPress={() => resume(key)}
          />
        )}
        {state === 'failed' && (
          <Button
            variant="quiet"
            size="small"
            icon={<RotateCw aria-hidden />}
            aria-label={t('files.retry', { name })}
            onPress={() => resume(key)}
          />
        )}
        <Button
          variant="quiet"
          size="small"
          icon={<X aria-hidden />}
          aria-label={t('files.remove', { name })}
          onPress={() => remove(key)}
        />
      </span>
      {moving && (
        <span className="ui-upload-bar">
          <Progress label={name} value={percent} isQuiet />
        </span>
      )}
      {problem && (
        <span className="ui-upload-bar">
          <ErrorLine>{problem}</ErrorLine>
        </span>
      )}
    </>
  )
}

function Icon({ upload: { state } }: { upload: Upload }) {
  if (state === 'ready') return <CircleCheck aria-hidden />
  return state === 'refused' || state === 'failed' ? <CircleAlert aria-hidden /> : <FileText aria-hidden />
}

/** Says once of each file that it is there, or that it was refused. */
function useTellings(uploads: readonly Upload[]) {
  const { t } = useT()
  const announce = useAnnounce()
  const told = useRef(new Set(uploads.map(({ key, state }) => `${key} ${state}`)))
  useEffect(() => {
    for (const { key, state, name, problem = '' } of uploads) {
      if ((state !== 'ready' && state !== 'refused') || told.current.has(`${key} ${state}`)) continue
      told.current.add(`${key} ${state}`)
      if (state === 'ready') announce(t('files.isReady', { name }))
      else announce(t('files.isRefused', { name, problem }), 'assertive')
    }
  }, [uploads, announce, t])
}

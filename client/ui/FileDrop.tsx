import { Paperclip, Upload } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { useT } from '../platform/i18n.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import { ErrorLine, useFieldIds } from './FieldParts.tsx'
import { useHydrated } from './hydrated.ts'
import './Field.css'
import './FileDrop.css'

export type FileLimits = {
  maxBytesPerFile: number
  maxBytesTotal: number
  maxFiles: number
  types: readonly { label: string; extensions: readonly string[] }[]
}

/**
 * Where files are given: chosen, dropped or pasted. The limits stand above, before anything is chosen. Uploading
 * and refusing is the caller's; without JavaScript the field is posted with the form.
 */
export function FileDrop({
  label,
  limits,
  name,
  onFiles,
  error,
  children,
  isDisabled = false,
  id,
  className,
}: {
  label: ReactNode
  limits: FileLimits
  name?: string
  onFiles?: (files: File[]) => void
  error?: ReactNode
  /** The list of files given so far. */
  children?: ReactNode
  isDisabled?: boolean
  id?: string
  className?: string
}) {
  const { t } = useT()
  const { ids, aria } = useFieldIds({ ...(id && { id }), description: true, error })
  const awake = useHydrated()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const give = (files: FileList | null | undefined) => {
    if (files && files.length > 0 && !isDisabled) onFiles?.([...files])
  }
  const types = limits.types
    .flatMap(({ extensions }) => extensions.map((one) => one.toUpperCase()))
    .join('、')
  return (
    <div className={classes('ui-field', className)}>
      <label className="ui-label" htmlFor={ids.control} id={ids.label}>
        <Paperclip aria-hidden />
        {label}
      </label>
      <span id={ids.description} className="ui-description">
        {t('files.limits', {
          perFile: bytesInWords(limits.maxBytesPerFile),
          count: limits.maxFiles,
          total: bytesInWords(limits.maxBytesTotal),
        })}
        {types && <> {t('files.types', { types })}</>}
      </span>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping has its equal in the input inside */}
      <div
        className="ui-drop"
        data-over={over || undefined}
        data-disabled={isDisabled || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          give(event.dataTransfer.files)
        }}
        onPaste={(event) => give(event.clipboardData.files)}
      >
        <Upload aria-hidden />
        <span>{t('files.drop')}</span>
        {awake && (
          <Button
            id={ids.control}
            isDisabled={isDisabled}
            onPress={() => input.current?.click()}
            aria-labelledby={`${ids.control} ${ids.label}`}
            aria-describedby={aria['aria-describedby'] ?? ids.description}
          >
            {t('files.choose')}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          // The browser's own words for this field follow its language, not the page's.
          hidden={awake}
          {...(!awake && { id: ids.control, ...aria })}
          name={name}
          multiple={limits.maxFiles > 1}
          accept={limits.types.flatMap(({ extensions }) => extensions.map(dotted)).join(',')}
          disabled={isDisabled}
          onChange={(event) => {
            give(event.target.files)
            // So that the same file can be chosen again after it was removed.
            if (onFiles) event.target.value = ''
          }}
        />
      </div>
      {error && <ErrorLine id={ids.error}>{error}</ErrorLine>}
      {children}
    </div>
  )
}

const dotted = (extension: string) => (extension.startsWith('.') ? extension : `.${extension}`)

/** `20 MB`, `350 KB`: as limits and file lists say it. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  const kb = bytes / 1024
  if (kb < 1024) return `${Math.round(kb)} KB`
  const mb = kb / 1024
  return mb < 1024 ? `${Number(mb.toFixed(mb < 10 ? 1 : 0))} MB` : `${Number((mb / 1024).toFixed(1))} GB`
}

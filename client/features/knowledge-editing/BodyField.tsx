import { Bold, Image, Link2, List, ListOrdered, Table2 } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useT } from '../../platform/i18n.ts'
import { isImeKey } from '../../platform/ime.ts'
import { isMac, keysInWords } from '../../platform/shortcuts.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { bytesOf, LIMITS } from './content.ts'
import { kilobytes } from './fields.ts'
import { type Box, boxOf, doEdit, type Edit, listed, table, wrapped } from './markdown-tools.ts'
import { useWriting } from './writing.ts'

/** Near the end there is a warning; until then nobody need think of it. */
const TELL_FROM = 0.5

/** A long text in Markdown, with a toolbar for those who do not know it by heart. */
export function BodyField({
  id,
  label,
  description,
  value,
  onChange,
  error,
  rows = 12,
}: {
  id: string
  label: string
  description?: string
  value: string
  onChange: (text: string) => void
  error?: string | undefined
  rows?: 6 | 12
}) {
  const { t } = useT('entries')
  const writing = useWriting()
  const box = useRef<HTMLTextAreaElement>(null)
  const run = (make: (box: Box) => Edit) => {
    if (!box.current || writing.isComposing()) return
    doEdit(box.current, make(boxOf(box.current)))
  }
  const bold = () => run((one) => wrapped(one, '**', '**', t('editor.tools.sampleBold')))
  const link = () => run((one) => wrapped(one, '[', '](https://)', t('editor.tools.sampleLink')))
  const tools: { word: string; icon: ReactNode; keys?: string; act: () => void }[] = [
    {
      word: t('editor.tools.steps'),
      icon: <ListOrdered aria-hidden />,
      act: () => run((one) => listed(one, (n) => `${n}. `, t('editor.tools.sampleStep'))),
    },
    {
      word: t('editor.tools.list'),
      icon: <List aria-hidden />,
      act: () => run((one) => listed(one, () => '- ', t('editor.tools.sampleItem'))),
    },
    { word: t('editor.tools.bold'), icon: <Bold aria-hidden />, keys: 'Mod+KeyB', act: bold },
    { word: t('editor.tools.link'), icon: <Link2 aria-hidden />, act: link },
    {
      word: t('editor.tools.table'),
      icon: <Table2 aria-hidden />,
      act: () => run((one) => table(one, t('editor.tools.sampleHead'), t('editor.tools.sampleCell'))),
    },
    {
      word: t('editor.tools.picture'),
      icon: <Image aria-hidden />,
      act: () => {
        writing.box.current = box.current
        writing.showFiles()
      },
    },
  ]
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event) || event.code !== 'KeyB' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    bold()
  }
  const bytes = bytesOf(value)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside is what is pressed and typed in
    <div
      className="entry-body"
      onFocus={() => {
        writing.box.current = box.current
      }}
      onKeyDown={onKeyDown}
    >
      <span className="ui-label" aria-hidden>
        {label}
      </span>
      <div className="entry-tools" role="toolbar" aria-label={t('editor.tools.label', { field: label })}>
        {tools.map(({ word, icon, keys, act }) => (
          <Button key={word} size="small" variant="quiet" icon={icon} onPress={act}>
            <span>{word}</span>
            {keys && <span className="sr-only">（{keysInWords(keys, isMac())}）</span>}
          </Button>
        ))}
      </div>
      <TextArea
        id={id}
        label={label}
        hideLabel
        {...(description && { description })}
        rows={rows}
        value={value}
        onChange={onChange}
        error={error ?? (bytes > LIMITS.bodyBytes ? t('editor.tooLong') : undefined)}
        onPaste={(event) => {
          const files = [...event.clipboardData.files]
          if (files.length === 0) return
          event.preventDefault()
          writing.giveFiles(files)
        }}
        inputRef={box}
      />
      {bytes > LIMITS.bodyBytes * TELL_FROM && (
        <p className="entry-bytes muted">{t('editor.bytes', { kb: kilobytes(bytes) })}</p>
      )}
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { formatDateTime } from '../../platform/dates.ts'
import { useT } from '../../platform/i18n.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import type { Conflict } from './conflict.ts'
import type { Content, Field } from './content.ts'
import { RunsView } from './Difference.tsx'
import { fieldName, fieldText } from './field-texts.ts'
import { isText, mergeOf, withThose } from './merge.ts'
import { systemsQuery, textDifferencesQuery } from './queries.ts'
import type { Editor } from './use-editor.ts'
import { whoseIn } from './whose.ts'

type Choice = 'mine' | 'theirs' | 'both'
type Decided = Partial<Record<Field, { choice: Choice; text?: string }>>

/** Two people changed one draft: both texts with what differs, and somebody decides. Nothing is lost by itself. */
export function ConflictDialog({
  editor,
  conflict,
  fileName,
  onClose,
  onMerged,
}: {
  editor: Editor
  conflict: Conflict
  fileName: (fileId: string) => string
  onClose: () => void
  onMerged: () => void
}) {
  const { t, language } = useT('entries')
  const { data: systems = [] } = useQuery(systemsQuery)
  const { content: mine, base, entry } = editor
  const { theirs, by, at } = conflict
  const { merged, clashes, taken, kept } = useMemo(() => mergeOf(base, mine, theirs), [base, mine, theirs])
  const [decided, setDecided] = useState<Decided>({})
  const words = { t, language, systems, fileName, whoseOf: whoseIn(t, entry?.atWork?.names) }
  const open = clashes.filter((field) => !decided[field])
  const apply = () => {
    if (open.length > 0) return
    const result = clashes.reduce((all, field) => resolved(all, theirs, field, decided), merged)
    editor.merge(result, conflict)
    onMerged()
  }
  const names = (fields: readonly Field[]) => fields.map((field) => fieldName(t, field)).join('、')
  const name = by ?? t('conflict.somebody')
  return (
    <Dialog
      isOpen
      keepOpen
      size="wide"
      onClose={onClose}
      title={t('conflict.title', { number: entry?.number ?? '' })}
      actions={
        <>
          {open.length > 0 && <p className="muted">{t('conflict.choosing', { count: open.length })}</p>}
          <Button onPress={onClose}>{t('common:cancel')}</Button>
          <Button variant="primary" onPress={apply} isDisabled={open.length > 0}>
            {t('conflict.apply')}
          </Button>
        </>
      }
    >
      <div className="entry-conflict">
        <p>
          {clashes.length > 0
            ? t('conflict.help', { name, time: at ? formatDateTime(new Date(at), language) : '' })
            : t('conflict.none')}
        </p>
        {taken.length > 0 && <p className="muted">{t('conflict.taken', { fields: names(taken) })}</p>}
        {kept.length > 0 && <p className="muted">{t('conflict.kept', { fields: names(kept) })}</p>}
        {clashes.map((field) => (
          <Clash
            key={field}
            field={field}
            mine={fieldText(mine, field, words)}
            theirs={fieldText(theirs, field, words)}
            decided={decided[field]}
            onDecide={(one) => setDecided({ ...decided, [field]: one })}
          />
        ))}
      </div>
    </Dialog>
  )
}

function Clash({
  field,
  mine,
  theirs,
  decided,
  onDecide,
}: {
  field: Field
  mine: string
  theirs: string
  decided: { choice: Choice; text?: string } | undefined
  onDecide: (decided: { choice: Choice; text?: string }) => void
}) {
  const { t } = useT('entries')
  const { data: runs } = useQuery(textDifferencesQuery(theirs, mine))
  const name = fieldName(t, field)
  const ways: Choice[] = isText(field) ? ['mine', 'theirs', 'both'] : ['mine', 'theirs']
  return (
    <section className="entry-clash" aria-label={name}>
      <h3>{name}</h3>
      <p className="muted">
        {t('conflict.difference')}（{t('diff.legend')}）
      </p>
      {runs ? <RunsView runs={runs} /> : <Skeleton count={2} />}
      <RadioGroup
        label={t('conflict.choose', { field: name })}
        layout="row"
        options={ways.map((id) => ({ id, label: t(`conflict.${id}`) }))}
        value={decided?.choice ?? ''}
        onChange={(id) => onDecide({ choice: id as Choice, ...(id === 'both' && { text: mine }) })}
      />
      {decided?.choice === 'both' && (
        <TextArea
          label={t('conflict.merged', { field: name })}
          rows={6}
          value={decided.text ?? ''}
          onChange={(text) => onDecide({ choice: 'both', text })}
        />
      )}
    </section>
  )
}

function resolved(content: Content, theirs: Content, field: Field, decided: Decided): Content {
  const one = decided[field]
  if (one?.choice === 'theirs') return withThose(content, theirs, field)
  return one?.choice === 'both' && isText(field) ? { ...content, [field]: one.text ?? '' } : content
}

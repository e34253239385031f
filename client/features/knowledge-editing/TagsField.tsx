import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { countCharacters } from '../../platform/graphemes.ts'
import { useT } from '../../platform/i18n.ts'
import { isImeKey } from '../../platform/ime.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { LIMITS } from './content.ts'

/** Things chosen, each of which can be taken away again. */
export function Chosen({
  label,
  items,
  removeWords,
  onRemove,
}: {
  label: string
  items: readonly { id: string; name: ReactNode }[]
  removeWords: (id: string) => string
  onRemove: (id: string) => void
}) {
  if (items.length === 0) return null
  return (
    <ul className="entry-chosen" aria-label={label}>
      {items.map(({ id, name }) => (
        <li key={id}>
          {name}
          <Button
            size="small"
            variant="quiet"
            icon={<X aria-hidden />}
            aria-label={removeWords(id)}
            onPress={() => onRemove(id)}
          />
        </li>
      ))}
    </ul>
  )
}

/** Tags, typed one after the other: Enter adds, but never the Enter that chooses a character. */
export function TagsField({
  id,
  tags,
  onChange,
}: {
  id: string
  tags: readonly string[]
  onChange: (tags: string[]) => void
}) {
  const { t } = useT('entries')
  const [typed, setTyped] = useState('')
  const isFull = tags.length >= LIMITS.tags
  const isLong = countCharacters(typed.trim()) > LIMITS.tag
  const add = () => {
    const fresh = typed.split(/[,，、]/).map((tag) => tag.trim())
    const all = [...new Set([...tags, ...fresh.filter((tag) => tag !== '')])]
    if (isLong || all.length > LIMITS.tags) return
    onChange(all)
    setTyped('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isImeKey(event) || event.key !== 'Enter' || typed.trim() === '') return
    event.preventDefault()
    add()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: listens to the field inside
    <div className="entry-tags" onKeyDown={onKeyDown}>
      <div className="entry-add">
        <TextField
          id={id}
          label={t('editor.tags')}
          description={t('editor.tagsHelp', { count: LIMITS.tags })}
          value={typed}
          onChange={setTyped}
          onBlur={add}
          isDisabled={isFull}
          error={
            isLong
              ? t('editor.tagTooLong')
              : isFull
                ? t('editor.tooManyTags', { count: LIMITS.tags })
                : undefined
          }
        />
        <Button onPress={add} isDisabled={typed.trim() === '' || isLong}>
          {t('editor.addTag')}
        </Button>
      </div>
      <Chosen
        label={t('editor.tags')}
        items={tags.map((tag) => ({ id: tag, name: tag }))}
        removeWords={(name) => t('editor.removeTag', { name })}
        onRemove={(tag) => onChange(tags.filter((one) => one !== tag))}
      />
    </div>
  )
}
